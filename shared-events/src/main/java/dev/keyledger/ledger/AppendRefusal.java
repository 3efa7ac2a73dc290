package dev.keyledger.ledger;

import java.util.Locale;

/// Why the events of a command were not taken, for those who count such.
enum AppendRefusal {
  /// Another event came first.
  CONFLICT,
  /// PostgreSQL cannot store such events, whenever they come.
  UNSTORABLE,
  /// Too many wait already.
  QUEUE_FULL,
  /// PostgreSQL is away, or this node is about to stop.
  UNAVAILABLE,
  /// PostgreSQL went away during the commit and did not come back.
  OUTCOME_UNKNOWN,
  /// Nothing is appended until an operator accepts the ledger as it is.
  STOPPED,
  /// A defect.
  FAILED;

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  static AppendRefusal of(RuntimeException refused) {
    return switch (refused) {
      case EventsRefused e -> e.isConflict() ? CONFLICT : UNSTORABLE;
      case LedgerUnavailable e -> e.reason();
      case OutcomeUnknown _ -> OUTCOME_UNKNOWN;
      default -> FAILED;
    };
  }

  /// The reason as it is written: `conflict`, `queue-full`.
  String word() {
    return word;
  }
}
