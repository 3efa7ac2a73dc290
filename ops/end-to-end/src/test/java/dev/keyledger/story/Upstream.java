package dev.keyledger.story;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/// A server behind a proxy, on a free port, that keeps in mind what it was asked.
final class Upstream implements AutoCloseable {
  /// The header of an answer that says whose it is.
  static final String NAME = "X-Answered-By";

  private final HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private Upstream(Conduct conduct) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          conduct.answer(exchange);
        });
    server.start();
  }

  /// One that answers with the headers that have reached it, a line each.
  static Upstream named(String name) throws IOException {
    return new Upstream(exchange -> {
      String headers =
          exchange.getRequestHeaders().entrySet().stream()
              .map(header -> header.getKey() + ": " + header.getValue())
              .collect(Collectors.joining("\n"));
      exchange.getResponseHeaders().set(NAME, name);
      send(exchange, headers.getBytes(StandardCharsets.UTF_8));
    });
  }

  private static void send(HttpExchange exchange, byte[] body) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(200, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  /// One that reads a request to its end and hangs up, as a process does that is killed at work.
  static Upstream dying() throws IOException {
    return new Upstream(HttpExchange::close);
  }

  /// One that cannot answer now.
  static Upstream unavailable() throws IOException {
    return failing(503);
  }

  /// One that answers with a status and nothing else.
  static Upstream failing(int status) throws IOException {
    return new Upstream(exchange -> {
      exchange.getResponseHeaders().set(NAME, "unavailable");
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    });
  }

  /// One that begins an answer with a line and does not go on.
  static Upstream beginning(String line) throws IOException {
    return new Upstream(exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
    });
  }

  int port() {
    return server.getAddress().getPort();
  }

  /// What it was asked so far, such as `GET /a?b=c`.
  List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  @FunctionalInterface
  private interface Conduct {
    void answer(HttpExchange exchange) throws IOException;
  }
}
