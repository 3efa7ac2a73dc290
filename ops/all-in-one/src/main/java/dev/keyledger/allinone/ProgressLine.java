package dev.keyledger.allinone;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/// Says how far something is: on a terminal as a bar that moves, otherwise as a line now and then.
final class ProgressLine {
  private static final int WIDTH = 30;
  private static final Duration ON_TERMINAL = Duration.ofMillis(200);
  private static final Duration ELSEWHERE = Duration.ofSeconds(10);

  private final PrintWriter out;
  private final boolean terminal;
  private final long start = System.nanoTime();
  private long shown = start;

  ProgressLine(PrintWriter out) {
    this.out = out;
    this.terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  /// Notes that `done` of `total` are done; at least one is.
  void show(long done, long total) {
    long now = System.nanoTime();
    if (now - shown >= (terminal ? ON_TERMINAL : ELSEWHERE).toNanos()
        || (terminal && done == total)) {
      shown = now;
      double rate = done / ((now - start) / 1e9);
      String text =
          "%d of %d, %.0f/s, %.0f s left".formatted(done, total, rate, (total - done) / rate);
      print(terminal ? bar(done, total) + " " + text : text);
      if (terminal && done == total) {
        out.println();
      }
    }
  }

  /// Notes that it has to wait.
  void waitFor(String what) {
    if (shown == start) {
      print("waiting for " + what);
      shown = System.nanoTime();
    }
  }

  private void print(String text) {
    if (terminal) {
      out.print("\r" + text + "\u001B[K"); // to the line's beginning; erase to its end
    } else {
      out.println(text);
    }
    out.flush();
  }

  private static String bar(long done, long total) {
    int full = (int) (WIDTH * done / total);
    return "[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "]";
  }
}
