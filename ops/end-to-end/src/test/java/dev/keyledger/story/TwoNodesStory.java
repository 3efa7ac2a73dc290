package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.http.ErrorCode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes on one ledger change the same keys at the same time.
@Apart
final class TwoNodesStory {
  private static final String PROJECT = "two-nodes";
  private static final String PARTNER_KEY = Node.newKey();

  @TempDir private static Path directory;

  private static OutsidePostgres postgres;
  private static Node one;
  private static Node other;

  @BeforeAll
  static void start() throws IOException {
    postgres = OutsidePostgres.start(directory.resolve("postgres"));
    one = Node.start(directory.resolve("one"), PARTNER_KEY, postgres.settings());
    other = Node.start(directory.resolve("other"), PARTNER_KEY, postgres.settings());
  }

  @AfterAll
  static void stop() throws IOException {
    other.close();
    one.close();
    postgres.close();
  }

  @Test
  void changesThatMeetAllTakeEffect() throws Exception {
    for (int round = 0; round < 20; round++) {
      String path = create();
      var answers =
          AtOnce.send(
              List.of(
                  () -> one.api().patch(path, "{\"name\": \"renamed\"}"),
                  () -> other.api().patch(path, "{\"metadata\": {\"a\": \"b\"}}"),
                  () -> one.api().post(path + "/disable"),
                  () -> other.api().post(path + "/rotate"),
                  () -> other.api().patch(path, "{\"expiresAt\": \"2127-01-01T00:00:00Z\"}")));

      assertThat(answers).extracting(Answer::status).containsExactly(204, 204, 204, 200, 204);
      for (Node node : List.of(one, other)) {
        var key = node.api().get(path);
        assertThat(key.header("ETag")).isEqualTo("\"5\"");
        assertThat(key.text("name")).isEqualTo("renamed");
        assertThat(key.json().required("metadata").toString()).isEqualTo("{\"a\":\"b\"}");
        assertThat(key.text("status")).isEqualTo("disabled");
        assertThat(key.text("expiresAt")).isEqualTo("2127-01-01T00:00:00Z");
        assertThat(key.text("prefix")).isEqualTo(answers.get(3).text("apiKey").substring(0, 8));
      }
    }
  }

  @Test
  void aRevocationIsNeverLost() throws Exception {
    for (int round = 0; round < 20; round++) {
      String path = create();
      var answers =
          AtOnce.send(
              List.of(
                  () -> one.api().patch(path, "{\"name\": \"renamed\"}"),
                  () -> other.api().delete(path),
                  () -> one.api().delete(path),
                  () -> other.api().post(path + "/disable")));

      assertThat(answers.get(1).status()).isEqualTo(200);
      assertThat(answers.get(2).status()).isEqualTo(200);
      assertThat(List.of(answers.get(0).status(), answers.get(3).status()))
          .allMatch(status -> status == 204 || status == 409);
      assertThat(one.api().get(path).text("status")).isEqualTo("revoked");
      assertThat(other.api().get(path).text("status")).isEqualTo("revoked");
    }
  }

  @Test
  void ofThoseWhoExpectTheSameVersionOneIsFirst() throws Exception {
    for (int round = 0; round < 20; round++) {
      String path = create();
      var answers =
          AtOnce.send(
              IntStream.range(0, 6)
                  .<Callable<Answer>>mapToObj(
                      i -> () -> rename(i % 2 == 0 ? one : other, path, "name " + i))
                  .toList());

      var refused = answers.stream().filter(answer -> answer.status() != 204).toList();
      assertThat(refused).hasSize(5);
      refused.forEach(answer -> Refused.with(ErrorCode.PRECONDITION_FAILED, answer));
      assertThat(one.api().get(path).header("ETag")).isEqualTo("\"1\"");
    }
  }

  @Test
  void whatOneNodeAnsweredTheOtherShows() {
    for (int round = 0; round < 50; round++) {
      var created = one.api().create(PROJECT, "{}");
      assertThat(other.api().as(created.text("apiKey")).self().status()).isEqualTo(200);
      String path = Api.key(PROJECT, created.text("apiKeyId"));
      one.api().post(path + "/disable");
      assertThat(other.api().get(path).text("status")).isEqualTo("disabled");
      other.api().delete(path);
      assertThat(
              one.api()
                  .list(PROJECT, "?limit=1&status=revoked")
                  .json()
                  .get(0)
                  .get("apiKeyId")
                  .asString())
          .isEqualTo(created.text("apiKeyId"));
    }
  }

  private static String create() {
    return Api.key(PROJECT, one.api().create(PROJECT, "{}").text("apiKeyId"));
  }

  private static Answer rename(Node node, String path, String name) {
    return node.api()
        .send(
            path,
            request ->
                request
                    .header("If-Match", "\"0\"")
                    .header("Content-Type", "application/merge-patch+json")
                    .method(
                        "PATCH",
                        HttpRequest.BodyPublishers.ofString("{\"name\": \"" + name + "\"}")));
  }
}
