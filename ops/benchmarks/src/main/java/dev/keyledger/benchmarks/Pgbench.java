package dev.keyledger.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// PostgreSQL's own load generator, inserting a row like the ledger's in each transaction.
final class Pgbench {
  static final String NAME = "pgbench, 32 clients, a commit each";

  private static final Pattern RESULT =
      Pattern.compile(
          "(?s)actually processed: (\\d+).*failed transactions: 0 .*"
              + "tps = ([0-9.]+) \\(without initial connection time\\)");

  private static final int CLIENTS = 32;
  private static final int THREADS = 2;

  private final Tool tool;
  private final Database database;
  private final Path script;
  private final int seconds;

  /// @param database with the tables of `plain.sql` in it
  /// @param row what to insert, but for the ids
  Pgbench(Tool tool, Database database, StoredRow row, Path script, int seconds)
      throws IOException {
    this.tool = tool;
    this.database = database;
    this.script = Files.writeString(script, insert(row));
    this.seconds = seconds;
  }

  private static String insert(StoredRow row) {
    return """
    INSERT INTO plain.event \
    (event_id, aggregate_id, aggregate_type, sequence_number, payload_type, payload_revision, \
    payload, metadata, occurred_at, leaf_hash) \
    VALUES (gen_random_uuid(), gen_random_uuid(), %s, 0, %s, %s, %s, %s, clock_timestamp(), \
    decode('%s', 'hex'));
    """
        .formatted(
            literal(row.aggregateType()),
            literal(row.payloadType()),
            literal(row.payloadRevision()),
            literal(row.payload()),
            literal(row.metadata()),
            row.leafHash());
  }

  /// A colon would be the beginning of one of pgbench's variables.
  private static String literal(String text) {
    return "E'" + text.replace("\\", "\\\\").replace("'", "''").replace(":", "\\u003A") + "'";
  }

  /// Runs once, and returns the transactions in a second.
  List<Double> run() throws IOException, SQLException {
    long before = stored();
    var result =
        tool.run(
            Map.of(),
            RESULT,
            "-n",
            "-M",
            "prepared",
            "-h",
            "127.0.0.1",
            "-p",
            database.port(),
            "-U",
            database.getUsername(),
            "-c",
            CLIENTS,
            "-j",
            THREADS,
            "-T",
            seconds,
            "-f",
            script,
            database.name());
    Check.equal("pgbench's rows", Long.parseLong(result.group(1)), stored() - before);
    return List.of(Double.parseDouble(result.group(2)));
  }

  private long stored() throws SQLException {
    return database.number("SELECT count(*) FROM plain.event");
  }
}
