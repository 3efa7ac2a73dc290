package dev.keyledger.http;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/// Jetty's own connector, with a [BatchingSelector] for each thread that watches connections.
final class BatchingConnector extends ServerConnector {
  private BatchingConnector(
      Server server, int acceptors, int selectors, ConnectionFactory... protocols) {
    super(server, inTurn(server.getThreadPool()), null, null, acceptors, selectors, protocols);
  }

  /// Jetty goes on with a connection on a thread of its pool, when an answer was given later than
  /// it was asked for. That one need not be woken where the connection's own thread has answered.
  private static Executor inTurn(Executor pool) {
    return task -> {
      if (!(task instanceof Connection connection
          && connection.getEndPoint() instanceof BatchedEndPoint batched
          && batched.atEndOfTurn(task))) {
        pool.execute(task);
      }
    };
  }

  /// One that listens as another one would, and takes its place.
  ///
  /// @param doors by their paths
  static BatchingConnector like(ServerConnector other, Map<String, FrontDoor> doors) {
    var connector =
        new BatchingConnector(
            other.getServer(),
            other.getAcceptors(),
            other.getSelectorManager().getSelectorCount(),
            other.getConnectionFactories().stream()
                .map(protocol -> withDoors(protocol, doors))
                .toArray(ConnectionFactory[]::new));
    connector.setHost(other.getHost());
    connector.setPort(other.getPort());
    connector.setIdleTimeout(other.getIdleTimeout());
    connector.setAcceptQueueSize(other.getAcceptQueueSize());
    connector.setShutdownIdleTimeout(other.getShutdownIdleTimeout());
    return connector;
  }

  private static ConnectionFactory withDoors(
      ConnectionFactory protocol, Map<String, FrontDoor> doors) {
    return protocol.getClass() == HttpConnectionFactory.class
        ? new DoorConnections((HttpConnectionFactory) protocol, doors)
        : protocol;
  }

  @Override
  protected SelectorManager newSelectorManager(
      Executor executor, Scheduler scheduler, int selectors) {
    return new ServerConnectorManager(getServer().getThreadPool(), scheduler, selectors) {
      @Override
      protected ManagedSelector newSelector(int id) {
        return new BatchingSelector(this, id);
      }
    };
  }

  @Override
  protected BatchedEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    var connection = new BatchedEndPoint(channel, (BatchingSelector) selector, key, getScheduler());
    connection.setIdleTimeout(getIdleTimeout());
    return connection;
  }
}
