package dev.keyledger.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// nginx, answering every request with one and the same text: as fast as HTTP goes here.
final class Nginx implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Process process;
  private final int port;

  private Nginx(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static Nginx start(Tool nginx, Path parent, Door like) throws IOException, InterruptedException {
    var directory = Files.createDirectories(parent.resolve("nginx-" + like.name()));
    int port = freePort();
    var configuration = directory.resolve("nginx.conf");
    Files.writeString(configuration, configuration(directory, port, like));
    var process =
        new ProcessBuilder(
                nginx.path().toString(), "-p", directory.toString(), "-c", configuration.toString())
            .inheritIO()
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    var server = new Nginx(process, port);
    while (!server.listens()) {
      if (!process.isAlive()) {
        throw new IllegalStateException("nginx did not start");
      }
      Thread.sleep(PAUSE);
    }
    return server;
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
        .formatted(directory, port, like.headers(), like.answer());
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
