package dev.keyledger.http;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.StatisticsHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/// Stands in front of the servlets, on the same port, and leads a request to its [FrontDoor] or on
/// to them.
///
/// Requests arrive on the threads that watch the connections. A door answers there and then,
/// without a hand-over to another thread, a plain question even before it comes here
/// ([DoorChannel]), and what is answered in one turn is written together ([BatchingSelector]).
/// Where the answer has to wait, it is given there, too, once there is what it waited for. What
/// takes long, and everything else, is handed over.
final class FrontHall extends Handler.Wrapper
    implements WebServerFactoryCustomizer<JettyServletWebServerFactory>, Ordered {
  private final Map<String, FrontDoor> doors;

  FrontHall(List<FrontDoor> doors) {
    this.doors = doors.stream().collect(Collectors.toMap(FrontDoor::path, Function.identity()));
  }

  /// After Boot, which would have virtual threads watch the connections.
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    // One thread for each core: these threads do the doors' work.
    factory.setSelectors(Runtime.getRuntime().availableProcessors());
    factory.setThreadPool(new QueuedThreadPool());
    boolean graceful = factory.getShutdown() == Shutdown.GRACEFUL;
    factory.addServerCustomizers(server -> standInFrontOf(server, graceful));
    // Boot would count in front of the doors, too.
    factory.setShutdown(Shutdown.IMMEDIATE);
  }

  private void standInFrontOf(Server server, boolean graceful) {
    server.setConnectors(
        Arrays.stream(server.getConnectors()).map(this::batching).toArray(Connector[]::new));
    for (var connector : server.getConnectors()) {
      var http = connector.getConnectionFactory(HttpConnectionFactory.class);
      if (http != null) {
        // Every request has another credential: a cache of header fields only fills up.
        http.getHttpConfiguration().setHeaderCacheSize(0);
      }
    }
    setHandler(graceful ? counted(server.getHandler()) : server.getHandler());
    server.setHandler(this);
  }

  /// A connector with TLS writes what is encrypted, which is left as it is.
  private Connector batching(Connector connector) {
    return connector.getClass() == ServerConnector.class
        ? BatchingConnector.like((ServerConnector) connector, doors)
        : connector;
  }

  /// Boot finds the count, and waits at the end until no request is under way. A door's needs none:
  /// its connection is waited for ([LastConnections]).
  private static Handler counted(Handler servlets) {
    var count = new StatisticsHandler();
    count.setHandler(servlets);
    return count;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    FrontDoor door = doors.get(request.getHttpURI().getPath());
    if (door == null) {
      var lingering = new LingeringClose(request, response, callback);
      Thread.startVirtualThread(() -> toServlets(lingering, response, lingering));
    } else {
      receive(door, new Visit(request, response.getHeaders()::add), response, callback);
    }
    return true;
  }

  private void receive(FrontDoor door, Visit visit, Response response, Callback callback) {
    try {
      door.receive(visit, response, callback);
    } catch (MustWait wait) {
      wait.then(() -> visit.goOn(() -> receive(door, visit, response, callback)));
    } catch (Throwable e) {
      var lingering = new LingeringClose(visit.request(), response, callback);
      Response.writeError(lingering, response, lingering, e);
    }
  }

  private void toServlets(Request request, Response response, Callback callback) {
    try {
      if (!super.handle(request, response, callback)) {
        Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
      }
    } catch (Throwable e) {
      Response.writeError(request, response, callback, e);
    }
  }
}
