package dev.keyledger.allinone;

import java.io.Console;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// Says how many events are done: on a terminal as a bar that moves, otherwise as a line now and
/// then.
final class EventProgress {
  private static final Duration ON_TERMINAL = Duration.ofMillis(200);
  private static final Duration ELSEWHERE = Duration.ofSeconds(10);
  private static final int LINE = 80;

  private EventProgress() {}

  /// @param elsewhere where the lines go when there is no terminal; the bar is drawn on standard
  ///   error
  static ProgressBar of(long events, PrintWriter elsewhere) {
    var bar =
        new ProgressBarBuilder()
            .setTaskName("events")
            .setInitialMax(events)
            .setStyle(ProgressBarStyle.ASCII)
            .showSpeed(new DecimalFormat("0"));
    if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()) {
      return bar.setUpdateIntervalMillis((int) ON_TERMINAL.toMillis()).build();
    }
    return bar.setUpdateIntervalMillis((int) ELSEWHERE.toMillis())
        .setConsumer(new DelegatingProgressBarConsumer(elsewhere::println, LINE))
        .build();
  }
}
