package dev.keyledger.http;

import java.util.Map;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.internal.HttpConnection;

/// Makes Jetty's own HTTP/1.1 connections, with a [DoorChannel] in each.
final class DoorConnections extends HttpConnectionFactory {
  private final Map<String, FrontDoor> doors;

  /// In place of `other`, with its settings.
  DoorConnections(HttpConnectionFactory other, Map<String, FrontDoor> doors) {
    super(other.getHttpConfiguration());
    setTransferEncodingChunkMaxLength(other.getTransferEncodingChunkMaxLength());
    this.doors = doors;
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint client) {
    var connection =
        new HttpConnection(getHttpConfiguration(), connector, client) {
          @Override
          protected HttpChannel newHttpChannel(Server server, HttpConfiguration settings) {
            return new DoorChannel(this, doors);
          }
        };
    connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
    return configure(connection, connector, client);
  }
}
