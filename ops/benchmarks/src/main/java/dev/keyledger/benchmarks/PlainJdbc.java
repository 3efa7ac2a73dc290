package dev.keyledger.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.UUID;

/// A row like the ledger's for each creation, inserted and committed by itself: nothing else.
final class PlainJdbc implements Creator {
  static final String NAME = "plain JDBC, a commit each";

  private static final String INSERT =
      """
      INSERT INTO plain.event
        (event_id, aggregate_id, aggregate_type, sequence_number, payload_type, payload_revision,
         payload, metadata, occurred_at, leaf_hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, clock_timestamp(), ?)
      """;

  private final Database database;
  private final HikariDataSource pool;
  private final StoredRow row;

  /// @param database with the tables of `plain.sql` in it
  /// @param row what to insert, but for the ids
  PlainJdbc(Database database, int connections, StoredRow row) {
    this.database = database;
    this.pool = database.pool(connections);
    this.row = row;
  }

  @Override
  public String create() throws SQLException {
    String id = UUID.randomUUID().toString();
    try (var connection = pool.getConnection();
        var insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, UUID.randomUUID().toString());
      insert.setString(2, id);
      insert.setString(3, row.aggregateType());
      insert.setLong(4, 0);
      insert.setString(5, row.payloadType());
      insert.setString(6, row.payloadRevision());
      insert.setString(7, row.payload());
      insert.setString(8, row.metadata());
      insert.setBytes(9, HexFormat.of().parseHex(row.leafHash()));
      insert.executeUpdate();
    }
    return id;
  }

  @Override
  public long stored() throws SQLException {
    return database.number("SELECT count(*) FROM plain.event");
  }

  @Override
  public void close() {
    pool.close();
  }
}
