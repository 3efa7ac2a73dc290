package dev.keyledger.query.authentication;

import dev.keyledger.events.KeyKind;
import dev.keyledger.query.view.KeyStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/// What is seen of the table in memory, and of the keys in it.
@Component
final class TableMeters {
  TableMeters(LookupTable table, LoadProgress load, KeyCensus census, MeterRegistry meters) {
    Gauge.builder("keyledger.lookup.entries", table, LookupTable::size)
        .description("Keys in memory, ended ones included")
        .register(meters);
    Gauge.builder("keyledger.lookup", census, KeyCensus::bytes)
        .description("Heap that the table of keys takes, about")
        .baseUnit("bytes")
        .register(meters);
    Gauge.builder("keyledger.lookup.load.ratio", load, LoadProgress::ratio)
        .description("Share of the table that was loaded since the start, about, from 0 to 1")
        .register(meters);
    for (KeyKind kind : KeyKind.values()) {
      for (KeyStatus status : KeyStatus.values()) {
        Gauge.builder("keyledger.keys", census, counted -> counted.keys(kind, status))
            .description("Keys in memory, by kind and by what they are now")
            .tag("kind", kind.word())
            .tag("status", status.word())
            .register(meters);
      }
      for (int days : KeyCensus.DAYS) {
        Gauge.builder("keyledger.keys.expiring", census, counted -> counted.expiring(kind, days))
            .description("Active keys in memory that expire within so many days")
            .tag("kind", kind.word())
            .tag("within", days + "d")
            .register(meters);
      }
    }
  }
}
