package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Somebody guesses keys, many at once.
final class FloodStory {
  private static final int AT_ONCE = 500;
  private static final int ROUNDS = 10;

  /// Beside the questions of the flood: leases, listeners, checkpoints.
  private static final int OTHER_LOOKS_PER_SECOND = 50;

  @TempDir private static Path directory;

  private static OutsidePostgres postgres;
  private static Node node;

  @BeforeAll
  static void start() throws IOException {
    postgres = OutsidePostgres.start(directory.resolve("postgres"));
    node = Node.start(directory.resolve("data"), Node.newKey(), postgres.settings());
  }

  @AfterAll
  static void stop() throws IOException {
    node.close();
    postgres.close();
  }

  @Test
  void guessedKeysAreRefusedOrSentAwayAndTheLedgerIsAskedOnceAMillisecondAtMost() throws Exception {
    long before = looksAtTheHead();
    long begun = System.nanoTime();
    for (int round = 0; round < ROUNDS; round++) {
      var answers =
          AtOnce.send(
              IntStream.range(0, AT_ONCE)
                  .<Callable<Answer>>mapToObj(_ -> () -> verify(Node.newKey()))
                  .toList());

      assertThat(answers).extracting(Answer::status).containsAnyOf(401).isSubsetOf(401, 503);
      assertThat(verify(node.partnerKey()).status()).isEqualTo(200);
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);

    // PostgreSQL adds to its statistics a while later.
    await().atMost(Duration.ofSeconds(10)).until(() -> looksAtTheHead() > before);
    assertThat(looksAtTheHead() - before)
        .isLessThanOrEqualTo(millis + OTHER_LOOKS_PER_SECOND * (millis / 1000 + 10));
    await().until(() -> verify(Node.newKey()).status() == 401);
  }

  private static Answer verify(String key) {
    return node.api().as(key).get("/api/v1/forward-auth?project=flood");
  }

  private static long looksAtTheHead() {
    return node.bean(JdbcClient.class)
        .sql(
            """
            SELECT seq_scan + coalesce(idx_scan, 0) FROM pg_stat_user_tables
            WHERE schemaname = 'ledger' AND relname = 'head'
            """)
        .query(Long.class)
        .single();
  }
}
