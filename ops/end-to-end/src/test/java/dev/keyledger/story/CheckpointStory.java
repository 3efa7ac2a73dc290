package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keyledger.ledger.proof.Checkpoint;
import dev.keyledger.ledger.proof.SignedNote;
import dev.keyledger.ledger.proof.VerifierKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Anybody can have the ledger's signed head, and the keys that verify it.
@ExtendWith(SharedNode.class)
final class CheckpointStory {
  private final Node node;
  private final Api api;

  CheckpointStory(Node node) {
    this.node = node;
    this.api = node.api();
  }

  @Test
  void everyHeadIsSignedBeforeLong() {
    api.create("checkpoint", "{}");
    long head = head();

    await().until(() -> checkpoint().size() >= head);

    assertThat(checkpoint().origin()).isEqualTo("keyledger/" + ledgerId());
    assertThat(newestKey().name()).isEqualTo("keyledger/" + ledgerId());
    assertThat(newestKey().verifies(note())).isTrue();
  }

  @Test
  void theFirstCheckpointSaysThatTheLedgerWasEmpty() {
    assertThat(
            node.bean(JdbcClient.class)
                .sql("SELECT size FROM ledger.checkpoint ORDER BY number LIMIT 1")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void theyAreTextThatNeedsNoCredential() {
    await().until(() -> get("checkpoint").status() == 200);

    for (String path : new String[] {"checkpoint", "key"}) {
      assertThat(get(path).status()).isEqualTo(200);
      assertThat(get(path).header("Content-Type")).startsWith("text/plain");
      assertThat(get(path).header("Cache-Control")).isEqualTo("no-store");
    }
  }

  @Test
  void otherTypesAndMethodsAreRefusedLikeEverywhere() {
    var json =
        api.sendAnonymously(
            "/api/v1/ledger/key", request -> request.header("Accept", "application/json"));
    var delete = api.sendAnonymously("/api/v1/ledger/key", request -> request.DELETE());

    assertThat(json.text("errorCode")).isEqualTo("NOT_ACCEPTABLE");
    assertThat(delete.text("errorCode")).isEqualTo("METHOD_NOT_ALLOWED");
  }

  private Answer get(String path) {
    return api.sendAnonymously("/api/v1/ledger/" + path, request -> request);
  }

  private SignedNote note() {
    return SignedNote.parse(get("checkpoint").text());
  }

  private Checkpoint checkpoint() {
    return Checkpoint.parse(note().text());
  }

  private VerifierKey newestKey() {
    return VerifierKey.parse(get("key").text().lines().findFirst().orElseThrow());
  }

  private long head() {
    return node.bean(JdbcClient.class)
        .sql("SELECT position FROM ledger.head")
        .query(Long.class)
        .single();
  }

  private String ledgerId() {
    return node.bean(JdbcClient.class)
        .sql("SELECT ledger_id::text FROM ledger.head")
        .query(String.class)
        .single();
  }
}
