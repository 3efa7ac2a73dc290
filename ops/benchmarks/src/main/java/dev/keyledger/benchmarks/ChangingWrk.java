package dev.keyledger.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/// Creates keys over HTTP at an even pace, and revokes some of them.
///
/// It costs little beside what it asks for: a client in Java would take a share of the cores that
/// nobody could tell from the service's.
///
/// @param tool `wrk`
/// @param script `change.lua`, in a file
/// @param caller a partner key
record ChangingWrk(Tool tool, Path script, String caller) {
  private static final Pattern RESULT =
      Pattern.compile("answered (\\d+) refused (\\d+) broken (\\d+)");

  /// So many may wait for their answers before a turn comes late.
  private static final int CONNECTIONS = 64;

  /// Does so for a while.
  ///
  /// @param creations how many in a second
  /// @param revocations how many of them in a second
  /// @return how many of both were answered in a second: fewer, when the service cannot keep the
  ///   pace
  /// @throws IllegalStateException when any request was refused
  double run(String url, int creations, int revocations, int seconds) throws IOException {
    var result =
        tool.run(
            Map.of(
                "KEY",
                caller,
                "PACE",
                Integer.toString(creations + revocations),
                "EVERY",
                Integer.toString(creations / revocations)),
            RESULT,
            "-t",
            1,
            "-c",
            CONNECTIONS,
            "-d",
            seconds + "s",
            "-s",
            script,
            url + Keys.PATH);
    Check.equal("refused changes", 0, Long.parseLong(result.group(2)));
    Check.equal("broken connections", 0, Long.parseLong(result.group(3)));
    return Double.parseDouble(result.group(1)) / seconds;
  }
}
