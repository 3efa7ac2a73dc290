package dev.keyledger.http;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/// Jetty's own connector, with a [BatchingSelector] for each thread that watches connections.
final class BatchingConnector extends ServerConnector {
  private BatchingConnector(
      Server server, int acceptors, int selectors, ConnectionFactory... protocols) {
    super(server, acceptors, selectors, protocols);
  }

  /// One that listens as another one would, and takes its place.
  static BatchingConnector like(ServerConnector other) {
    var connector =
        new BatchingConnector(
            other.getServer(),
            other.getAcceptors(),
            other.getSelectorManager().getSelectorCount(),
            other.getConnectionFactories().toArray(ConnectionFactory[]::new));
    connector.setHost(other.getHost());
    connector.setPort(other.getPort());
    connector.setIdleTimeout(other.getIdleTimeout());
    connector.setAcceptQueueSize(other.getAcceptQueueSize());
    connector.setShutdownIdleTimeout(other.getShutdownIdleTimeout());
    return connector;
  }

  @Override
  protected SelectorManager newSelectorManager(
      Executor executor, Scheduler scheduler, int selectors) {
    return new ServerConnectorManager(executor, scheduler, selectors) {
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
