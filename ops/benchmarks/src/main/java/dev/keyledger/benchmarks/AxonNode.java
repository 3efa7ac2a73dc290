package dev.keyledger.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.function.Function;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// A node on Axon's JDBC engine: a transaction for each command, polling for events.
final class AxonNode implements Creator {
  /// The engine as it is without a setting, on the tables that it makes for PostgreSQL.
  static final String STOCK = "Axon's JDBC engine";

  /// As the service had it before it had a ledger of its own: without the index of event ids, which
  /// nothing reads, and without questions that a key needs not.
  static final String TUNED = "Axon's JDBC engine, tuned";

  private static final int CONNECTIONS = 16;

  private final Database database;
  private final String table;
  private final HikariDataSource pool;
  private final EmbeddedEventStore events;
  private final CommandSideOn commands;

  private AxonNode(
      Database database,
      String table,
      Serializer serializer,
      Function<JdbcEventStorageEngine.Builder, JdbcEventStorageEngine> engines) {
    this.database = database;
    this.table = table;
    this.pool = database.pool(CONNECTIONS);
    var transactions = new SpringTransactionManager(new JdbcTransactionManager(pool));
    var engine =
        engines.apply(
            JdbcEventStorageEngine.builder()
                .connectionProvider(
                    new UnitOfWorkAwareConnectionProviderWrapper(
                        new SpringDataSourceConnectionProvider(pool)))
                .transactionManager(transactions)
                .eventSerializer(serializer)
                .snapshotSerializer(serializer));
    events = EmbeddedEventStore.builder().storageEngine(engine).build();
    commands = new CommandSideOn(events, serializer, transactions);
  }

  static AxonNode stock(Database database, Serializer serializer) {
    return new AxonNode(
        database,
        "domainevententry",
        serializer,
        builder -> {
          var engine = builder.build();
          engine.createSchema(PostgresEventTableFactory.INSTANCE);
          return engine;
        });
  }

  /// @param database with the tables of `tuned.sql` in it
  static AxonNode tuned(Database database, Serializer serializer) {
    return new AxonNode(database, "tuned.event", serializer, TunedStorageEngine::new);
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
    return database.number("SELECT count(*) FROM " + table);
  }

  @Override
  public void close() {
    commands.close();
    events.shutDown();
    pool.close();
  }
}
