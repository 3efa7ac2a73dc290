package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.ledger.PastEvents;
import dev.keyledger.query.view.NewRows;
import dev.keyledger.query.view.View;
import dev.keyledger.query.view.ViewSchema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What every view promises: an event that arrives again changes nothing, and the ledger alone is
/// enough to make the view.
@ExtendWith(SharedNode.class)
final class ViewsStory {
  private static final List<String> TABLES =
      List.of("lookup.api_key", "catalog.api_key", "audit.event");

  private final Node node;
  private final JdbcClient jdbc;

  ViewsStory(Node node) {
    this.node = node;
    this.jdbc = node.bean(JdbcClient.class);
  }

  @Test
  void anEventThatArrivesAgainChangesNothing() {
    String id = createKey();
    var before = rows(id);

    deliver(id);
    deliver(id);

    assertThat(rows(id)).isEqualTo(before);
  }

  @Test
  void aLostViewIsMadeAgainFromTheLedger() {
    String id = createKey();
    var before = rows(id);
    for (String table : TABLES) {
      jdbc.sql("DELETE FROM " + table + " WHERE api_key_id = ?::uuid").param(id).update();
    }

    deliver(id);

    assertThat(rows(id)).isEqualTo(before);
  }

  @Test
  void newRowsArriveAsTheyAre() {
    var texts =
        List.of("plain", "\\N", "\\.", "a\\b\\t", "\ttab", "\r\n", "größer \uD83D\uDD11", "");
    jdbc.sql("CREATE SCHEMA copied CREATE TABLE texts (text text, utf8 bytea, nothing text)")
        .update();
    try {
      NewRows.<String>in("texts")
          .with("text", text -> text)
          .with("utf8", text -> text.getBytes(StandardCharsets.UTF_8))
          .with("nothing", _ -> null)
          .add(texts, new ViewSchema(node.bean(JdbcOperations.class), "copied"));

      assertThat(
              jdbc.sql(
                      """
                      SELECT text FROM copied.texts
                      WHERE utf8 = convert_to(text, 'UTF8') AND nothing IS NULL
                      """)
                  .query(String.class)
                  .list())
          .isEqualTo(texts);
    } finally {
      jdbc.sql("DROP SCHEMA copied CASCADE").update();
    }
  }

  /// A key to which everything has happened, and that every view knows of: lists and refusals wait
  /// for their views.
  private String createKey() {
    var created =
        node.api()
            .create(
                "views", "{\"name\": \"view\", \"expiresAt\": \"2127-01-01T00:00:00.123456789Z\"}");
    String path = Api.key("views", created.text("apiKeyId"));
    var api = node.api();
    api.patch(path, "{\"name\": \"new\", \"expiresAt\": null, \"metadata\": {\"a\": \"b\"}}");
    api.post(path + "/disable");
    api.post(path + "/enable");
    api.post(path + "/rotate");
    api.post(path + "/rotate/complete");
    api.post(path + "/rotate");
    api.post(path + "/disable");
    api.delete(path);
    assertThat(api.get(path).text("status")).isEqualTo("revoked");
    assertThat(api.as(Node.newKey()).self().status()).isEqualTo(401);
    assertThat(api.get(path + "/history").json()).hasSize(11);
    return created.text("apiKeyId");
  }

  private List<String> rows(String id) {
    return TABLES.stream()
        .map(table ->
            jdbc
                .sql("SELECT row::text FROM " + table + " AS row WHERE api_key_id = ?::uuid")
                .param(id)
                .query((row, _) -> row.getString(1))
                .list()
                .stream()
                .sorted()
                .collect(Collectors.joining(", ")))
        .toList();
  }

  private void deliver(String id) {
    var events = node.bean(PastEvents.class).ofAggregates(List.of(id));
    assertThat(events).isNotEmpty();
    assertThat(node.beans(View.class))
        .hasSize(3)
        .allSatisfy(view ->
            view.apply(events, new ViewSchema(node.bean(JdbcOperations.class), view.name())));
  }
}
