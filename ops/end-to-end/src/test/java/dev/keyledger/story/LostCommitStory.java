package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keyledger.http.ErrorCode;
import dev.keyledger.story.FaultyWire.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// The way to PostgreSQL breaks during a commit, and nobody can look for ten seconds. Whoever asked
/// for a key is told that nothing is known, and can look later.
@Apart
@Timeout(120)
@Thorough
final class LostCommitStory {
  /// It first goes over the wire in the event that is to be stored, with which the commit travels.
  private static final String PROJECT = "lost-commit";

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"LOST_AND_AWAY, 0", "ANSWER_LOST_AND_AWAY, 1"})
  void theListShowsLaterWhetherTheKeyExists(Fault fault, int keys) throws IOException {
    try (var postgres = OutsidePostgres.start(directory.resolve("postgres"));
        var wire = new FaultyWire(postgres.url(), PROJECT, fault);
        var node = start(postgres, wire)) {
      var api = node.api();
      var answer = api.create(PROJECT, "{}");

      Refused.with(ErrorCode.OUTCOME_UNKNOWN, answer);
      assertThat(answer.header("Retry-After")).isEqualTo("10");

      wire.mend();
      await().until(() -> api.list(PROJECT, "").status() == 200);
      assertThat(api.list(PROJECT, "").json()).hasSize(keys);
      assertThat(stored(postgres)).isEqualTo(keys);

      assertThat(api.create(PROJECT, "{}").status()).isEqualTo(200);
      assertThat(api.list(PROJECT, "").json()).hasSize(keys + 1);
      assertThat(stored(postgres)).isEqualTo(keys + 1);
    }
  }

  private Node start(OutsidePostgres postgres, FaultyWire wire) {
    var settings = new HashMap<>(postgres.settings());
    settings.put("spring.datasource.url", wire.url());
    return Node.start(directory.resolve("data"), Node.newKey(), settings);
  }

  private static int stored(OutsidePostgres postgres) {
    return JdbcClient.create(new DriverManagerDataSource(postgres.url(), "postgres", "unused"))
        .sql("SELECT count(*) FROM ledger.event WHERE strpos(payload, ?) > 0")
        .param(PROJECT)
        .query(Integer.class)
        .single();
  }
}
