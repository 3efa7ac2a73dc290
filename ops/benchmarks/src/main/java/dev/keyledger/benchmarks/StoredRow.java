package dev.keyledger.benchmarks;

import java.sql.SQLException;

/// The newest row of a ledger that creates a key: what its peers insert again and again, under
/// other ids.
///
/// @param aggregateType as stored, like all of these; the leaf hash in hexadecimal
record StoredRow(
    String aggregateType,
    String payloadType,
    String payloadRevision,
    String payload,
    String metadata,
    String leafHash) {

  static StoredRow newestCreation(Database database) throws SQLException {
    return new StoredRow(
        column(database, "aggregate_type"),
        column(database, "payload_type"),
        column(database, "payload_revision"),
        column(database, "payload"),
        column(database, "metadata"),
        column(database, "encode(leaf_hash, 'hex')"));
  }

  private static String column(Database database, String column) throws SQLException {
    return database.text(
        "SELECT "
            + column
            + " FROM ledger.event WHERE payload_type = 'api-key.created'"
            + " ORDER BY position DESC LIMIT 1");
  }
}
