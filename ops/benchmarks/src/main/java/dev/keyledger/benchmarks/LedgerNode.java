package dev.keyledger.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.keyledger.ledger.Ledger;
import dev.keyledger.ledger.LedgerWriting;
import dev.keyledger.ledger.Migrations;
import java.sql.SQLException;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/// This ledger as one node has it: [Ledger]'s own wiring, and the command side on it.
final class LedgerNode implements Creator {
  private static final int CONNECTIONS = 16;

  private final Database database;
  private final HikariDataSource pool;
  private final AnnotationConfigApplicationContext context;
  private final CommandSideOn commands;

  LedgerNode(Database database) {
    this.database = database;
    this.pool = database.pool(CONNECTIONS);
    Migrations.ofLedger(database).migrate();
    context = new AnnotationConfigApplicationContext();
    context.registerBean(JdbcConnectionDetails.class, () -> database);
    context.registerBean(JdbcClient.class, () -> JdbcClient.create(pool));
    context.registerBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(pool));
    context.register(Ledger.class, LedgerWriting.class);
    context.refresh();
    commands = new CommandSideOn(events(), serializer(), NoTransactionManager.instance());
  }

  EventStore events() {
    return context.getBean(EventStore.class);
  }

  Serializer serializer() {
    return context.getBean("eventSerializer", Serializer.class);
  }

  @Override
  public String create() {
    return commands.create();
  }

  @Override
  public long stored() throws SQLException {
    long rows = database.number("SELECT count(*) FROM ledger.event");
    Check.equal("the head's position", rows, database.number("SELECT position FROM ledger.head"));
    return rows;
  }

  @Override
  public void close() {
    commands.close();
    context.close();
    pool.close();
  }
}
