package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What PostgreSQL knows of the sessions in which the service works.
@ExtendWith(SharedNode.class)
final class DatabaseSessionsStory {
  private final JdbcClient jdbc;

  DatabaseSessionsStory(Node node) {
    this.jdbc = node.bean(JdbcClient.class);
  }

  /// A statement or a forgotten transaction must not hold a connection for long.
  @ParameterizedTest
  @CsvSource({
    "statement_timeout, 5s",
    "idle_in_transaction_session_timeout, 10s",
    "application_name, keyledger",
  })
  void aSessionHas(String setting, String value) {
    assertThat(jdbc.sql("SELECT current_setting(?)").param(setting).query(String.class).single())
        .isEqualTo(value);
  }
}
