package dev.keyledger.story;

import dev.keyledger.allinone.Keyledger;
import dev.keyledger.key.PlaintextKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.server.Server;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/// A whole Keyledger in this process, on free ports of the loopback interface.
final class Node implements AutoCloseable {
  /// Whoever starts or stops sets up the logging of the whole process.
  private static final Object LOGGING = new Object();

  private final ConfigurableApplicationContext context;
  private final String partnerKey;

  private Node(ConfigurableApplicationContext context, String partnerKey) {
    this.context = context;
    this.partnerKey = partnerKey;
  }

  /// Starts on `dataDir`, with a partner key that is made for this start.
  static Node start(Path dataDir) {
    return start(dataDir, newKey(), Map.of());
  }

  /// Starts on `dataDir`; when no partner key exists yet, `partnerKey` becomes the first.
  static Node start(Path dataDir, String partnerKey, Map<String, String> more) {
    var settings = new LinkedHashMap<String, Object>();
    settings.put("server.port", "0");
    settings.put("management.server.port", "0");
    settings.put("keyledger.data-dir", dataDir.toString());
    settings.put("KEYLEDGER_BOOTSTRAP_PARTNER_KEY", partnerKey);
    settings.putAll(more);
    var arguments =
        settings.entrySet().stream()
            .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
            .toArray(String[]::new);
    synchronized (LOGGING) {
      return new Node(Keyledger.application(Keyledger.class).run(arguments), partnerKey);
    }
  }

  /// A key that nobody has.
  static String newKey() {
    return PlaintextKey.mint(new SecureRandom()).reveal();
  }

  /// The service as seen by a client that holds the partner key.
  Api api() {
    return new Api("http://127.0.0.1:" + port(), partnerKey);
  }

  String partnerKey() {
    return partnerKey;
  }

  int port() {
    return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
  }

  int managementPort() {
    return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.management.port"));
  }

  /// The server behind the service's port.
  Server jetty() {
    var server = ((WebServerApplicationContext) context).getWebServer();
    return ((JettyWebServer) Objects.requireNonNull(server)).getServer();
  }

  /// The parts of the running service.
  ApplicationContext parts() {
    return context;
  }

  /// A part of the running service, for stories that look inside it.
  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /// All parts of a type.
  <T> Collection<T> beans(Class<T> type) {
    return context.getBeansOfType(type).values();
  }

  @Override
  public void close() {
    synchronized (LOGGING) {
      context.close();
    }
  }
}
