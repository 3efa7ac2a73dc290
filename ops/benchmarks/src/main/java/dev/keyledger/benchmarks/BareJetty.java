package dev.keyledger.benchmarks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// Jetty with one handler that does nothing but answer, on the threads that watch the connections:
/// what the doors would come to if a verification took no time.
final class BareJetty extends Handler.Abstract.NonBlocking {
  private final List<HttpField> headers;
  private final byte[] answer;

  private BareJetty(List<HttpField> headers, byte[] answer) {
    this.headers = headers;
    this.answer = answer;
  }

  /// Answers until it is ended.
  ///
  /// @param arguments a port, the answer, and then names and values of headers in turn
  public static void main(String[] arguments) throws Exception {
    var more = Arrays.asList(arguments).subList(2, arguments.length);
    var headers =
        IntStream.range(0, more.size() / 2)
            .mapToObj(i -> new HttpField(more.get(2 * i), more.get(2 * i + 1)))
            .toList();
    var server = new Server(new QueuedThreadPool());
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setHeaderCacheSize(0);
    int selectors = Runtime.getRuntime().availableProcessors();
    var connector = new ServerConnector(server, 1, selectors, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setPort(Integer.parseInt(arguments[0]));
    server.addConnector(connector);
    server.setHandler(new BareJetty(headers, arguments[1].getBytes(StandardCharsets.UTF_8)));
    server.start();
    server.join();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    response.setStatus(200);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    if (answer.length > 0) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    }
    headers.forEach(response.getHeaders()::put);
    response.write(true, ByteBuffer.wrap(answer), callback);
    return true;
  }
}
