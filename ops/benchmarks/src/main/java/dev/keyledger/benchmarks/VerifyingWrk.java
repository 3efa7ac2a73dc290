package dev.keyledger.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Asks a door about keys, as fast as it answers.
///
/// @param tool `wrk`
/// @param script `verify.lua`, in a file
/// @param keys to ask about
/// @param caller a verifier key
/// @param threads that ask; each takes a core when the answers are quick
record VerifyingWrk(Tool tool, Path script, Keys keys, String caller, int threads) {
  private static final Pattern RESULT =
      Pattern.compile(
          "answered (\\d+) refused (\\d+) broken (\\d+) microseconds (\\d+) latency (\\d+) (\\d+) (\\d+)");

  private static final int THREADS = 2;
  private static final double MILLI = 1000;

  /// A load by two threads.
  VerifyingWrk(Tool tool, Path script, Keys keys, String caller) {
    this(tool, script, keys, caller, THREADS);
  }

  /// The same load with other keys.
  VerifyingWrk with(Keys others) {
    return new VerifyingWrk(tool, script, others, caller, threads);
  }

  /// The same load by so many threads.
  VerifyingWrk by(int number) {
    return new VerifyingWrk(tool, script, keys, caller, number);
  }

  /// Asks, and does not look at the answers.
  void flood(String url, Door door, int connections, int seconds) throws IOException {
    ask(url, door, connections, seconds);
  }

  /// Answers per second, and p50, p99 and p99.9 of the latency in ms.
  ///
  /// @param mayRefuse whether a key that is not good may be refused: by a door that says no with a
  ///   status, and by any door that cannot make sure in time
  List<Double> run(String url, Door door, int connections, int seconds, boolean mayRefuse)
      throws IOException {
    var result = ask(url, door, connections, seconds);
    long answered = Long.parseLong(result.group(1));
    long refused = Long.parseLong(result.group(2));
    Check.between("refused requests", 0, mayRefuse ? answered / 50 + connections : 0, refused);
    Check.equal("broken connections", 0, Long.parseLong(result.group(3)));
    return List.of(
        answered * 1e6 / Long.parseLong(result.group(4)),
        Long.parseLong(result.group(5)) / MILLI,
        Long.parseLong(result.group(6)) / MILLI,
        Long.parseLong(result.group(7)) / MILLI);
  }

  private MatchResult ask(String url, Door door, int connections, int seconds) throws IOException {
    return tool.run(
        Map.of("KEYS", keys.file().toString(), "DOOR", door.name(), "CALLER", caller),
        RESULT,
        "-t",
        threads,
        "-c",
        connections,
        "-d",
        seconds + "s",
        "-s",
        script,
        url);
  }
}
