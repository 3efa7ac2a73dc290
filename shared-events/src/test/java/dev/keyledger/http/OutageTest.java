package dev.keyledger.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.QueryTimeoutException;

final class OutageTest {

  /// Connection gone, too many connections, disk full, shut down, statement cancelled, I/O error,
  /// standby, idle for too long, rolled back.
  @ParameterizedTest
  @ValueSource(
      strings = {"08006", "53300", "53100", "57P01", "57014", "58030", "25006", "25P03", "40001"})
  void theDatabasesAbsenceIsAnOutageHoweverDeepItLies(String state) {
    var failure = new IllegalStateException(new RuntimeException(new SQLException("x", state)));

    assertThat(Outage.caused(failure)).isTrue();
  }

  @Test
  void noConnectionInTimeIsAnOutage() {
    assertThat(Outage.caused(new RuntimeException(new SQLTransientConnectionException("pool"))))
        .isTrue();
  }

  @Test
  void whatSpringCallsTransientIsAnOutage() {
    assertThat(Outage.caused(new RuntimeException(new QueryTimeoutException("x")))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "42P01", "22001"})
  void aDefectIsNot(String state) {
    assertThat(Outage.caused(new RuntimeException(new SQLException("x", state)))).isFalse();
    assertThat(Outage.caused(new RuntimeException(new SQLException("x")))).isFalse();
    assertThat(Outage.caused(new RuntimeException("x"))).isFalse();
  }
}
