package dev.keyledger.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// What a writer knows of the head from the batch that it stored last. While nobody else writes,
/// the next batch follows that one, and the head need not be looked at before.
///
/// It is a guess that PostgreSQL takes or leaves: the row of the head must still be the version
/// that this writer made, and the time of the batch not ahead of the database's clock, nor further
/// behind it than [#LIFE]. It ends with the connection.
final class Foresight {
  /// For how long after a batch the next is foreseen. Whoever writes seldom looks first, and so
  /// learns that the connection has died before anything is sent in it.
  static final Duration LIFE = Duration.ofMillis(100);

  private @Nullable Head left;
  private String place = "";
  private String version = "";
  private long leftAt;
  private boolean alone;
  private Instant clock = Instant.MIN;
  private long clockReadAt;

  /// The head was looked at.
  ///
  /// @param reading of the database's clock then
  void found(Head head, Instant reading) {
    alone = left != null && left.edge().equals(head.edge());
    setClock(reading);
  }

  /// The head is what a batch made of it, for all that this writer knows.
  ///
  /// @param rowPlace where the head's row lies in its table
  /// @param rowVersion of the head's row, which nobody else can make again
  /// @param reading of the database's clock when that was stored
  void left(Head head, String rowPlace, String rowVersion, Instant reading) {
    left = head;
    place = rowPlace;
    version = rowVersion;
    leftAt = System.nanoTime();
    // An answer is late by a time that nobody knows: the reading that is farthest ahead is right.
    if (reading.isAfter(clock())) {
      setClock(reading);
    }
  }

  /// Somebody else has touched the head, or the clocks disagree.
  void missed() {
    alone = false;
  }

  /// The head that the next batch follows, if it is foreseen.
  @Nullable Head head() {
    if (!alone || left == null || System.nanoTime() - leftAt > LIFE.toNanos()) {
      return null;
    }
    Instant now = clock();
    return now.isBefore(left.now()) ? null : new Head(left.edge(), now);
  }

  /// Where the head's row lies, if it is still the version of [#head].
  String place() {
    return place;
  }

  /// Which version of the head's row [#head] is.
  String version() {
    return version;
  }

  private void setClock(Instant reading) {
    clock = reading;
    clockReadAt = System.nanoTime();
  }

  /// The database's clock. It is not ahead of it, unless one of the two clocks jumps or drifts.
  private Instant clock() {
    return clock.plusNanos(System.nanoTime() - clockReadAt).truncatedTo(ChronoUnit.MICROS);
  }
}
