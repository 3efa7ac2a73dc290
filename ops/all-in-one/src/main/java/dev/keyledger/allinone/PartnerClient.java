package dev.keyledger.allinone;

import dev.keyledger.key.PlaintextKey;
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
  private static final int TOO_MANY_REQUESTS = 429;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI url;
  private final String key;

  private PartnerClient(URI url, String key) {
    this.url = url;
    this.key = key;
  }

  /// The key comes from the environment or from a terminal, and never from the command line, which
  /// other users of the machine can read.
  ///
  /// @param url the service, such as `http://127.0.0.1:8080`
  /// @throws ParameterException when there is no key, or one of the two is not what it should be
  static PartnerClient of(URI url, CommandSpec command) {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!http || url.getHost() == null || url.getQuery() != null || url.getFragment() != null) {
      throw new ParameterException(
          command.commandLine(), "--url is not like http://127.0.0.1:8080: " + url);
    }
    return new PartnerClient(url, key(command));
  }

  private static String key(CommandSpec command) {
    var presented =
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
    if (PlaintextKey.parse(presented).isEmpty()) {
      throw new ParameterException(
          command.commandLine(),
          "the partner key is no API key: that has 41 characters, without a space or a line end"
              + " around it");
    }
    return presented;
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
  /// @throws IOException when it is no success; a [Refused] when it would be none again
  InputStream send(String method, String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url.toString().replaceFirst("/*$", "/api/v1/") + path))
            .timeout(PATIENCE)
            .method(method, BodyPublishers.noBody())
            .header("Authorization", "Bearer " + key)
            .build();
    var answer = http.send(request, BodyHandlers.ofInputStream());
    if (answer.statusCode() / 100 == 2) {
      return answer.body();
    }
    try (var body = answer.body()) {
      String refusal =
          "%s answers %d: %s".formatted(request.uri(), answer.statusCode(), detail(body));
      boolean forNow = answer.statusCode() / 100 != 4 || answer.statusCode() == TOO_MANY_REQUESTS;
      throw forNow ? new IOException(refusal) : new Refused(refusal);
    }
  }

  /// The service will not have it so.
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    private Refused(String message) {
      super(message);
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
