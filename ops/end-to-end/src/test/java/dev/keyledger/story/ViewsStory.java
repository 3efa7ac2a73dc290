package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What every view promises: an event that arrives again changes nothing, and the ledger alone is
/// enough to make the view.
@ExtendWith(SharedNode.class)
final class ViewsStory {
  private static final List<String> TABLES = List.of("lookup.api_key", "catalog.api_key");

  private final Node node;
  private final JdbcClient jdbc;

  ViewsStory(Node node) {
    this.node = node;
    this.jdbc = node.bean(JdbcClient.class);
  }

  @Test
  void anEventThatArrivesAgainChangesNothing() throws Exception {
    String id = createKey();
    var before = rows(id);

    deliver(id);
    deliver(id);

    assertThat(rows(id)).isEqualTo(before);
  }

  @Test
  void aLostViewIsMadeAgainFromTheLedger() throws Exception {
    String id = createKey();
    var before = rows(id);
    for (String table : TABLES) {
      jdbc.sql("DELETE FROM " + table + " WHERE api_key_id = ?::uuid").param(id).update();
    }

    deliver(id);

    assertThat(rows(id)).isEqualTo(before);
  }

  private String createKey() {
    return node.api()
        .create("views", "{\"name\": \"view\", \"expiresAt\": \"2127-01-01T00:00:00.123456789Z\"}")
        .text("apiKeyId");
  }

  private List<String> rows(String id) {
    return TABLES.stream()
        .map(table ->
            jdbc.sql("SELECT row::text FROM " + table + " AS row WHERE api_key_id = ?::uuid")
                .param(id)
                .query((row, _) -> row.getString(1))
                .single())
        .toList();
  }

  private void deliver(String id) throws Exception {
    Collection<Object> projections = node.annotatedBeans(ProcessingGroup.class);
    assertThat(projections).hasSameSizeAs(TABLES);
    for (Object projection : projections) {
      var handler = new AnnotationEventHandlerAdapter(projection);
      for (DomainEventMessage<?> event :
          node.bean(EventStore.class).readEvents(id).asStream().toList()) {
        handler.handle(event);
      }
    }
  }
}
