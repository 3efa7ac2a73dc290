package dev.keyledger.command;

import dev.keyledger.key.PlaintextKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/// Sends the verifier key along. It is read from its file for every question, which costs little
/// beside the question: whoever replaces the file has rotated the key.
final class VerifierCredential implements ClientHttpRequestInterceptor {
  private final Path file;

  /// @param file has the key and nothing else, but for white space around it
  VerifierCredential(Path file) {
    this.file = file;
  }

  /// @throws IOException also when there is no key in the file
  @Override
  public ClientHttpResponse intercept(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    request.getHeaders().setBearerAuth(key().reveal());
    return execution.execute(request, body);
  }

  private PlaintextKey key() throws IOException {
    return PlaintextKey.parse(Files.readString(file).strip())
        .orElseThrow(() -> new IOException("there is no API key in " + file));
  }
}
