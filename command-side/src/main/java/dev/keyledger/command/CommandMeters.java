package dev.keyledger.command;

import dev.keyledger.command.apikey.AdoptApiKey;
import dev.keyledger.command.apikey.CommandRefused;
import dev.keyledger.command.apikey.CreateApiKey;
import dev.keyledger.command.apikey.KeyCommand;
import dev.keyledger.command.apikey.RepeatCreation;
import dev.keyledger.events.KeyKind;
import dev.keyledger.ledger.OutcomeUnknown;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.monitoring.MessageMonitor;
import org.axonframework.monitoring.NoOpMessageMonitorCallback;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/// Measures commands, from when they are dispatched until their events are on disk. Every attempt
/// counts: one that met another change of its key is a conflict, and is tried again.
final class CommandMeters implements MessageMonitor<CommandMessage<?>> {
  private static final Duration[] TIMES = {
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  /// `CreateApiKey` is `create-api-key`.
  private static final ClassValue<String> NAMES =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> command) {
          return command
              .getSimpleName()
              .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
              .toLowerCase(Locale.ROOT);
        }
      };

  private static final String ACCEPTED = "accepted";

  private final Meter.MeterProvider<Timer> times;
  private final Map<KeyKind, Counter> created = new EnumMap<>(KeyKind.class);

  CommandMeters(MeterRegistry meters) {
    this.times =
        Timer.builder("keyledger.commands")
            .description("Time of a command, from its dispatch until its events are on disk")
            .serviceLevelObjectives(TIMES)
            .withRegistry(meters);
    // A counter that appears with its first event has no increase that Prometheus could see.
    KeyCommand.kinds().filter(CommandMeters::isMeasured).forEach(kind -> timer(kind, ACCEPTED));
    for (KeyKind kind : KeyKind.values()) {
      created.put(
          kind,
          Counter.builder("keyledger.creations")
              .description("Keys that this node has created, by kind")
              .tag("kind", kind.word())
              .register(meters));
    }
  }

  /// A question about a creation stores nothing, and is none that is measured.
  @Override
  public MonitorCallback onMessageIngested(CommandMessage<?> message) {
    return isMeasured(message.getPayloadType())
        ? new Attempt(message.getPayload(), System.nanoTime())
        : NoOpMessageMonitorCallback.INSTANCE;
  }

  private static boolean isMeasured(Class<?> command) {
    return command != RepeatCreation.class;
  }

  private Timer timer(Class<?> command, String outcome) {
    return times.withTags("command", NAMES.get(command), "outcome", outcome);
  }

  private void count(Object command) {
    KeyKind kind =
        switch (command) {
          case CreateApiKey creation -> creation.kind();
          case AdoptApiKey adoption -> adoption.kind();
          default -> null;
        };
    if (kind != null) {
      Objects.requireNonNull(created.get(kind)).increment();
    }
  }

  private static String outcome(@Nullable Throwable failure) {
    return switch (failure) {
      case CommandRefused _, AggregateNotFoundException _ -> "refused";
      case ConcurrencyException _, AggregateStreamCreationException _ -> "conflict";
      case DataAccessException _, OutcomeUnknown _ -> "unavailable";
      case null, default -> "failed";
    };
  }

  private final class Attempt implements MonitorCallback {
    private final Object command;
    private final long begun;

    Attempt(Object command, long begun) {
      this.command = command;
      this.begun = begun;
    }

    @Override
    public void reportSuccess() {
      count(command);
      record(ACCEPTED);
    }

    @Override
    public void reportFailure(@Nullable Throwable cause) {
      record(outcome(cause));
    }

    @Override
    public void reportIgnored() {
      record("failed");
    }

    private void record(String outcome) {
      timer(command.getClass(), outcome).record(Duration.ofNanos(System.nanoTime() - begun));
    }
  }
}
