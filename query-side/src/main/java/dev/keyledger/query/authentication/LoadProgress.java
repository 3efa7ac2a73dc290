package dev.keyledger.query.authentication;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// How much of a table has been loaded, in rows. The whole is what PostgreSQL takes it for, which
/// is not exact.
@Component
final class LoadProgress {
  private static final Logger log = LoggerFactory.getLogger(LoadProgress.class);

  /// After so many rows the log says how far it is.
  private static final int REPORT = 1_000_000;

  private final AtomicLong rows = new AtomicLong();
  private volatile long expected;
  private volatile boolean whole;

  void begin(long expectedRows) {
    rows.set(0);
    expected = expectedRows;
  }

  void row() {
    long loaded = rows.incrementAndGet();
    if (loaded % REPORT == 0) {
      log.info("{} rows of the table of keys are in memory, and more to come", loaded);
    }
  }

  void end() {
    whole = true;
  }

  /// The share that is loaded, from 0 to 1; less than 1 until everything is.
  double ratio() {
    if (whole) {
      return 1;
    }
    long loaded = rows.get();
    return (double) loaded / Math.max(loaded + 1, expected);
  }
}
