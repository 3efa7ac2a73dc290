package dev.keyledger.benchmarks;

import java.io.IOException;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Creates keys over HTTP, as fast as the service answers.
///
/// @param tool `wrk`
/// @param script `create.lua`, in a file
/// @param seconds how long it runs
record Wrk(Tool tool, String script, int seconds) {
  private static final Pattern RESULT =
      Pattern.compile("answered (\\d+) refused (\\d+) broken (\\d+) microseconds (\\d+)");

  private static final int THREADS = 2;

  /// What the callers saw.
  ///
  /// @param answered creations that were answered with a key
  /// @param perSecond how many of them in a second
  record Outcome(long answered, double perSecond) {}

  /// Loads a service that is not compiled yet, which may be too slow for some of the callers.
  void warmUp(Service service, int connections) throws IOException {
    create(service, connections);
  }

  /// @throws IllegalStateException when any request was refused or broken
  Outcome run(Service service, int connections) throws IOException {
    var result = create(service, connections);
    Check.equal("refused requests", 0, Long.parseLong(result.group(2)));
    Check.equal("broken connections", 0, Long.parseLong(result.group(3)));
    long answered = Long.parseLong(result.group(1));
    return new Outcome(answered, answered * 1e6 / Long.parseLong(result.group(4)));
  }

  private MatchResult create(Service service, int connections) throws IOException {
    return tool.run(
        Map.of("KEY", service.partnerKey()),
        RESULT,
        "-t",
        Math.min(THREADS, connections),
        "-c",
        connections,
        "-d",
        seconds + "s",
        "-s",
        script,
        service.url() + "/api/v1/projects/mtKDhe1U/apiKeys");
  }
}
