package dev.keyledger.allinone;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A running service as somebody sees it who has a partner key.
final class PartnerClient {
  private static final String KEY = "KEYLEDGER_PARTNER_KEY";
  private static final int PROBLEM_BYTES = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI url;
  private final String key;

  /// @param url the service, such as `http://127.0.0.1:8080`
  PartnerClient(URI url, String key) {
    this.url = url;
    this.key = key;
  }

  /// The key comes from the environment or from a terminal, and never from the command line, which
  /// other users of the machine can read.
  ///
  /// @throws ParameterException when there is none
  static PartnerClient of(URI url, CommandSpec command) {
    var key =
        Optional.ofNullable(System.getenv(KEY))
            .or(() ->
                Optional.ofNullable(System.console())
                    .filter(Console::isTerminal)
                    .map(console -> console.readPassword("Partner key: "))
                    .map(String::valueOf))
            .orElseThrow(() ->
                new ParameterException(
                    command.commandLine(),
                    KEY + " is not set, and there is no terminal to ask on"));
    return new PartnerClient(url, key);
  }

  URI url() {
    return url;
  }

  /// What is at a path below `/api/v1/`.
  ///
  /// @throws IOException when it does not come
  InputStream get(String path) throws IOException, InterruptedException {
    return send("GET", path);
  }

  /// The answer to a request without a body.
  ///
  /// @throws IOException when it is no success
  InputStream send(String method, String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(url.resolve("/api/v1/" + path))
            .timeout(PATIENCE)
            .method(method, BodyPublishers.noBody())
            .header("Authorization", "Bearer " + key)
            .build();
    var answer = http.send(request, BodyHandlers.ofInputStream());
    if (answer.statusCode() / 100 == 2) {
      return answer.body();
    }
    try (var body = answer.body()) {
      throw new IOException(
          "%s answers %d: %s".formatted(request.uri(), answer.statusCode(), detail(body)));
    }
  }

  /// What a problem document says, if it is one.
  private static String detail(InputStream body) throws IOException {
    byte[] beginning = body.readNBytes(PROBLEM_BYTES);
    try {
      return JsonMapper.shared().readTree(beginning).path("detail").asString("no reason");
    } catch (JacksonException _) {
      return "no reason that can be read";
    }
  }
}
