package dev.keyledger.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A server in a process of its own that answers every request with one and the same text: as fast
/// as it speaks HTTP here.
final class ConstantServer implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Process process;
  private final int port;

  private ConstantServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// nginx.
  static ConstantServer nginx(Tool nginx, Path parent, Door like)
      throws IOException, InterruptedException {
    var directory = Files.createDirectories(parent.resolve("nginx-" + like.name()));
    int port = freePort();
    var configuration = directory.resolve("nginx.conf");
    Files.writeString(configuration, configuration(directory, port, like));
    return start(
        List.of(
            nginx.path().toString(), "-p", directory.toString(), "-c", configuration.toString()),
        port);
  }

  private static String configuration(Path directory, int port, Door like) {
    return """
    daemon off;
    worker_processes auto;
    pid %1$s/nginx.pid;
    error_log stderr crit;
    events {}
    http {
      access_log off;
      keepalive_requests 1000000000;
      client_body_temp_path %1$s/body;
      proxy_temp_path %1$s/proxy;
      fastcgi_temp_path %1$s/fastcgi;
      uwsgi_temp_path %1$s/uwsgi;
      scgi_temp_path %1$s/scgi;
      server {
        listen 127.0.0.1:%2$d;
        default_type application/json;
        add_header Cache-Control no-store;
        %3$s
        location / { return 200 '%4$s'; }
      }
    }
    """
        .formatted(
            directory,
            port,
            like.headers().entrySet().stream()
                .map(header -> "add_header %s %s;".formatted(header.getKey(), header.getValue()))
                .collect(Collectors.joining(" ")),
            like.answer());
  }

  /// [BareJetty].
  static ConstantServer jetty(Door like) throws IOException, InterruptedException {
    int port = freePort();
    var command =
        Stream.of(
            Service.java().toString(),
            "-cp",
            System.getProperty("java.class.path"),
            BareJetty.class.getName(),
            String.valueOf(port),
            like.answer());
    var headers =
        like.headers().entrySet().stream()
            .flatMap(header -> Stream.of(header.getKey(), header.getValue()));
    return start(Stream.concat(command, headers).toList(), port);
  }

  private static ConstantServer start(List<String> command, int port)
      throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    var server = new ConstantServer(process, port);
    while (!server.listens()) {
      if (!process.isAlive()) {
        throw new IllegalStateException(command.getFirst() + " did not start");
      }
      Thread.sleep(PAUSE);
    }
    return server;
  }

  private static int freePort() throws IOException {
    try (var free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private boolean listens() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
