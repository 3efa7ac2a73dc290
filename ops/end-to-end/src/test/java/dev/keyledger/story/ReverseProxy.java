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
    boolean nginx = program.equals("nginx");
    int port = OutsidePostgres.freePort();
    Path example = EXAMPLES.resolve(nginx ? "nginx/keyledger.conf" : "caddy/Caddyfile");
    Files.writeString(
        directory.resolve("keyledger.conf"),
        Files.readString(example)
            .replace("127.0.0.1:8000", "127.0.0.1:" + port)
            .replace("127.0.0.1:8080", "127.0.0.1:" + keyledger)
            .replace("127.0.0.1:9000", "127.0.0.1:" + upstream));
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
