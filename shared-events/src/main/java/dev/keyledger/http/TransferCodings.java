package dev.keyledger.http;

import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.springframework.boot.jetty.JettyServerCustomizer;

/// Refuses every transfer coding but `chunked`. Jetty itself lets `gzip, chunked` pass and hands
/// out the body as it is, not unzipped.
final class TransferCodings implements JettyServerCustomizer, HttpConfiguration.Customizer {
  private static final List<String> CHUNKED = List.of("chunked");

  @Override
  public void customize(Server server) {
    for (var connector : server.getConnectors()) {
      connector
          .getConnectionFactories()
          .forEach(factory -> {
            if (factory instanceof HttpConfiguration.ConnectionFactory http) {
              http.getHttpConfiguration().addCustomizer(this);
            }
          });
    }
  }

  @Override
  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    var codings = request.getHeaders().getCSV(HttpHeader.TRANSFER_ENCODING, false);
    if (!codings.isEmpty() && !isChunked(codings)) {
      throw new HttpException.RuntimeException(HttpStatus.NOT_IMPLEMENTED_501);
    }
    return request;
  }

  private static boolean isChunked(List<String> codings) {
    return codings.stream().map(coding -> coding.toLowerCase(Locale.ROOT)).toList().equals(CHUNKED);
  }
}
