package dev.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.story.Apart;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// Somebody reads for hours, as `pg_dump` does. Meanwhile PostgreSQL keeps all that was in a row.
@Apart
final class LongReaderTest {
  @RegisterExtension private static final OneLedger ledger = new OneLedger();

  private static final String MANY_BATCHES =
      """
      DO $$ BEGIN
        FOR i IN 1..2000 LOOP
          UPDATE ledger.head SET only_row = true;
          COMMIT;
        END LOOP;
      END $$
      """;

  private static final Pattern PAGES = Pattern.compile("Buffers: shared hit=(\\d+)");

  @Test
  void whereTheLedgerEndsIsFoundAsQuicklyAsEver() throws SQLException {
    ledger.node().appender.append(LedgerNode.firstOf("a", 3));
    try (var reading = connect();
        var listening = connect()) {
      var reader = jdbc(reading);
      reader.sql("BEGIN ISOLATION LEVEL REPEATABLE READ").update();
      reader.sql("SELECT position FROM ledger.head").query().singleRow();
      ledger.database().jdbc().sql(MANY_BATCHES).update();

      var listener = jdbc(listening);
      assertThat(pages("SELECT position FROM ledger.head", listener)).isGreaterThan(20);
      assertThat(pages(LedgerReader.HEAD, listener)).isLessThan(10);
      assertThat(pages(LedgerReader.LAST_TIME, listener)).isLessThan(10);
      listener.sql(HeadListener.SETTINGS).update();
      assertThat(pages(HeadListener.HEAD, listener)).isLessThan(10);
      assertThat(ledger.node().reader.head()).isEqualTo(3);
    }
  }

  private static Connection connect() throws SQLException {
    var database = ledger.database();
    return DriverManager.getConnection(
        database.getJdbcUrl(), database.getUsername(), database.getPassword());
  }

  private static JdbcClient jdbc(Connection connection) {
    return JdbcClient.create(new SingleConnectionDataSource(connection, true));
  }

  /// How many pages PostgreSQL looks at.
  private static int pages(String statement, JdbcClient by) {
    var plan = by.sql("EXPLAIN (ANALYZE, BUFFERS) " + statement).query(String.class).list();
    var found = PAGES.matcher(String.join("\n", plan));
    assertThat(found.find()).as("%s", plan).isTrue();
    return Integer.parseInt(found.group(1));
  }
}
