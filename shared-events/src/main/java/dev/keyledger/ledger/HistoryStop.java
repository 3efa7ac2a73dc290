package dev.keyledger.ledger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stops all appends, on every node, until an operator accepts the ledger as it is.
final class HistoryStop {
  /// Notes the reason where every writer reads it; the first reason stays.
  static final String NOTE =
      "UPDATE ledger.head SET stopped_because = ? WHERE stopped_because IS NULL";

  private static final Logger log = LoggerFactory.getLogger(HistoryStop.class);

  private HistoryStop() {}

  static void raiseAlarm(String doubt) {
    log.error(
        "ALARM: nothing is appended to the ledger any more: {}. Find out why; to go on from the"
            + " ledger as it is, run the command accept-history",
        doubt);
  }
}
