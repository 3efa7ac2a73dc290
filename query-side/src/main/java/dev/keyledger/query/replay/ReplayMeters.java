package dev.keyledger.query.replay;

import dev.keyledger.query.view.View;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/// What Prometheus sees of the replays on this node.
@Component
final class ReplayMeters {
  private final MeterRegistry meters;
  private final Map<String, Numbers> numbers = new ConcurrentHashMap<>();

  ReplayMeters(List<View> views, MeterRegistry meters) {
    this.meters = meters;
    for (View view : views) {
      var own = new Numbers(new AtomicLong(), new AtomicLong(), new AtomicLong());
      numbers.put(view.name(), own);
      gauge("keyledger.replay.running", "1 while this node replays the view", own.running(), view);
      gauge("keyledger.replay.events.done", "Events in the rebuilt view", own.done(), view);
      gauge("keyledger.replay.events.total", "Events in the live view", own.total(), view);
    }
  }

  private void gauge(String name, String description, AtomicLong value, View view) {
    Gauge.builder(name, value, AtomicLong::get)
        .description(description)
        .tag("view", view.name())
        .register(meters);
  }

  /// Notes whether this node works on the replay.
  void running(View view, boolean runs) {
    of(view).running().set(runs ? 1 : 0);
  }

  /// Notes how far the replay is.
  void reached(View view, long position, long end) {
    of(view).done().set(position);
    of(view).total().set(end);
  }

  /// Counts a replay that is over.
  void over(View view, ReplayState state) {
    Counter.builder("keyledger.replays")
        .description("Replays that are over, by how they ended")
        .tag("view", view.name())
        .tag("state", state.word())
        .register(meters)
        .increment();
  }

  private Numbers of(View view) {
    return Objects.requireNonNull(numbers.get(view.name()));
  }

  private record Numbers(AtomicLong running, AtomicLong done, AtomicLong total) {}
}
