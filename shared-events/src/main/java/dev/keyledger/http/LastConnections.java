package dev.keyledger.http;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/// Lets connections end by themselves before the server ends.
///
/// When no request is in flight any more, the next one may be on its way on a connection that a
/// proxy keeps open, and would be lost with it. So what comes is still answered, and with the
/// answer the connection ends; one on which nothing comes is ended by Jetty after a second. Nobody
/// can make another by then.
final class LastConnections
    implements WebServerFactoryCustomizer<JettyServletWebServerFactory>, SmartLifecycle {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private volatile @Nullable Server server;
  private volatile boolean running;

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    factory.addServerCustomizers(made -> server = made);
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (isAnyOpen() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private boolean isAnyOpen() {
    Server ending = server;
    return ending != null
        && Arrays.stream(ending.getConnectors())
            .anyMatch(connector -> !connector.getConnectedEndPoints().isEmpty());
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// After requests in flight were waited for, and before the management port closes.
  @Override
  public int getPhase() {
    return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE - 1;
  }
}
