package dev.keyledger.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// Axon's JDBC engine as one node had it: a transaction for each command, polling for events.
final class StockNode implements Creator {
  static final String NAME = "Axon's JDBC engine";

  private static final int CONNECTIONS = 16;
  private static final String UNIQUE_VIOLATION = "23505";

  private final Database database;
  private final HikariDataSource pool;
  private final EmbeddedEventStore events;
  private final CommandSideOn commands;

  /// @param database with the tables of `stock.sql` in it
  StockNode(Database database, Serializer serializer) {
    this.database = database;
    this.pool = database.pool(CONNECTIONS);
    var transactions = new SpringTransactionManager(new JdbcTransactionManager(pool));
    var engine =
        new StockStorageEngine(
            JdbcEventStorageEngine.builder()
                .connectionProvider(
                    new UnitOfWorkAwareConnectionProviderWrapper(
                        new SpringDataSourceConnectionProvider(pool)))
                .transactionManager(transactions)
                .persistenceExceptionResolver(new SQLStateResolver(UNIQUE_VIOLATION))
                .eventSerializer(serializer)
                .snapshotSerializer(serializer));
    events = EmbeddedEventStore.builder().storageEngine(engine).build();
    commands = new CommandSideOn(events, serializer, transactions);
  }

  EventStore events() {
    return events;
  }

  @Override
  public String create() {
    return commands.create();
  }

  @Override
  public long stored() throws SQLException {
    return database.number("SELECT count(*) FROM stock.event");
  }

  @Override
  public void close() {
    commands.close();
    events.shutDown();
    pool.close();
  }
}
