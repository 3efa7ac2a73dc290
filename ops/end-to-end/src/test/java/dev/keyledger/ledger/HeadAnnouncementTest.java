package dev.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keyledger.story.Apart;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// Nodes tell each other how far the ledger goes.
@Apart
@Timeout(60)
final class HeadAnnouncementTest {
  @RegisterExtension private static final OneLedger ledger = new OneLedger();

  private LedgerNode node;

  @BeforeEach
  void makeLedger() {
    node = ledger.node();
  }

  @Test
  void theFarthestOfThoseThatArriveTogetherCounts() {
    var heard = new ConcurrentSkipListSet<Long>();
    node.tail.listen(() -> heard.add(node.tail.position()));

    await()
        .until(() -> {
          node.jdbc
              .sql("SELECT pg_notify(?, p) FROM (VALUES ('7'), ('3')) AS positions (p)")
              .param(HeadAnnouncer.CHANNEL)
              .query((row, _) -> row.getString(1))
              .list();
          return !heard.isEmpty();
        });

    assertThat(heard).contains(7L);
  }

  @Test
  void onlyWhoHasAppendedAnnouncesIt() throws SQLException {
    try (var other = LedgerNode.on(ledger.database());
        var session = new Sessions(ledger.database()).open("test", "LISTEN keyledger_head")) {
      node.appender.append(LedgerNode.firstOf("a", 3));
      await().until(() -> other.tail.position() == 3);
      var first = announcements(session);
      other.appender.append(LedgerNode.firstOf("b", 1));
      await().until(() -> node.tail.position() == 4);
      var second = announcements(session);

      assertThat(first).extracting(PGNotification::getParameter).containsExactly("3");
      assertThat(second).extracting(PGNotification::getParameter).containsExactly("4");
      assertThat(first.getFirst().getPID()).isNotEqualTo(second.getFirst().getPID());
    }
  }

  /// Those that come until none comes for a while.
  private static List<PGNotification> announcements(Connection session) throws SQLException {
    var all = new ArrayList<PGNotification>();
    var listening = session.unwrap(PGConnection.class);
    for (var some = listening.getNotifications(5000);
        some != null && some.length > 0;
        some = listening.getNotifications(300)) {
      all.addAll(List.of(some));
    }
    return all;
  }
}
