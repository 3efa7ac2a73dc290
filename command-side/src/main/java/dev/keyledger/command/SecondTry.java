package dev.keyledger.command;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/// Asks once more when a connection breaks: the other end may have closed it just when the question
/// was sent. To ask twice changes nothing. Who has waited in vain does not wait again.
final class SecondTry implements ClientHttpRequestInterceptor {

  @Override
  public ClientHttpResponse intercept(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    try {
      return execution.execute(request, body);
    } catch (HttpTimeoutException e) {
      throw e;
    } catch (IOException _) {
      return execution.execute(request, body);
    }
  }
}
