package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A real reverse proxy, which runs the example that is shipped for it, with other addresses.
final class ReverseProxy implements AutoCloseable {
  private static final Path EXAMPLES = Path.of("..", "deploy");
  private static final String NGINX =
      """
      daemon off;
      worker_processes 1;
      pid %1$s/nginx.pid;
      error_log stderr;
      events {}
      http {
        access_log off;
        client_body_temp_path %1$s/body;
        proxy_temp_path %1$s/proxy;
        fastcgi_temp_path %1$s/fastcgi;
        uwsgi_temp_path %1$s/uwsgi;
        scgi_temp_path %1$s/scgi;
        include %1$s/keyledger.conf;
      }
      """;
  private static final String CADDY =
      """
      {
        admin off
      }
      import %s/keyledger.conf
      """;

  private final Process process;
  private final int port;

  private ReverseProxy(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// Starts one, and waits until it listens.
  ///
  /// @param program `nginx` or `caddy`
  /// @param keyledger the port of the service
  /// @param upstream the port of what is protected
  static ReverseProxy start(String program, Path directory, int keyledger, int upstream)
      throws IOException {
    int port = OutsidePostgres.freePort();
    String example = program.equals("nginx") ? "nginx/keyledger.conf" : "caddy/Caddyfile";
    return start(
        program,
        directory,
        port,
        Files.readString(EXAMPLES.resolve(example))
            .replace("127.0.0.1:8000", "127.0.0.1:" + port)
            .replace("127.0.0.1:8080", "127.0.0.1:" + keyledger)
            .replace("127.0.0.1:9000", "127.0.0.1:" + upstream));
  }

  /// Starts nginx in front of two sides on a free port, and waits until it listens.
  static ReverseProxy ofTwoSides(Path directory, List<Integer> commandSide, List<Integer> querySide)
      throws IOException {
    return ofTwoSides(directory, OutsidePostgres.freePort(), commandSide, querySide);
  }

  /// The same on a port of one's choice.
  ///
  /// @param port where it is to listen
  /// @param commandSide the ports of two nodes
  /// @param querySide the ports of three nodes
  static ReverseProxy ofTwoSides(
      Path directory, int port, List<Integer> commandSide, List<Integer> querySide)
      throws IOException {
    String configuration =
        Files.readString(EXAMPLES.resolve("two-sides/keyledger.conf"))
            .replace("listen 8080", "listen 127.0.0.1:" + port)
            .replace("/var/log/nginx/", directory + "/");
    configuration = withPorts(withPorts(configuration, "command", commandSide), "query", querySide);
    assertThat(configuration).doesNotContain(":8080");
    return start("nginx", directory, port, configuration);
  }

  private static String withPorts(String configuration, String side, List<Integer> ports) {
    String changed = configuration;
    for (int i = 0; i < ports.size(); i++) {
      changed = changed.replace(side + "-" + (i + 1) + ":8080", "127.0.0.1:" + ports.get(i));
    }
    return changed;
  }

  private static ReverseProxy start(String program, Path directory, int port, String configuration)
      throws IOException {
    boolean nginx = program.equals("nginx");
    Files.writeString(directory.resolve("keyledger.conf"), configuration);
    Path main = directory.resolve("main.conf");
    Files.writeString(main, (nginx ? NGINX : CADDY).formatted(directory));
    List<String> command =
        nginx
            ? List.of("nginx", "-p", directory.toString(), "-c", main.toString())
            : List.of("caddy", "run", "--adapter", "caddyfile", "--config", main.toString());
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(directory.resolve("output").toFile());
    builder.environment().put("XDG_DATA_HOME", directory.toString());
    builder.environment().put("XDG_CONFIG_HOME", directory.toString());
    var proxy = new ReverseProxy(builder.start(), port);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> {
          assertThat(proxy.process.isAlive())
              .withFailMessage(() -> read(directory.resolve("output")))
              .isTrue();
          return proxy.listens();
        });
    return proxy;
  }

  int port() {
    return port;
  }

  /// `kill -9` for those of nginx that hold the connections; it starts others in their place.
  void killWorkers() {
    var workers = process.children().toList();
    assertThat(workers).isNotEmpty();
    workers.forEach(ProcessHandle::destroyForcibly);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> process.children().anyMatch(child -> !workers.contains(child)) && listens());
  }

  private boolean listens() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
