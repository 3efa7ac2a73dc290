package dev.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.story.Apart;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A session has the settings that its purpose needs.
@Apart
final class SessionsTest {
  @RegisterExtension private static final OneLedger LEDGER = new OneLedger();

  @Test
  void theUrlOfTheDatabaseDoesNotReplaceThem() throws SQLException {
    var database =
        new Databases(
            LEDGER.database().getJdbcUrl() + "?ApplicationName=mine&options=-c%20lock_timeout=7s");

    try (var session = new Sessions(database).open("purpose", "SET lock_timeout = '4s'")) {
      assertThat(show("application_name", session)).isEqualTo("purpose");
      assertThat(show("lock_timeout", session)).isEqualTo("4s");
    }
  }

  private static String show(String setting, Connection session) throws SQLException {
    try (var statement = session.createStatement();
        var row = statement.executeQuery("SHOW " + setting)) {
      row.next();
      return row.getString(1);
    }
  }
}
