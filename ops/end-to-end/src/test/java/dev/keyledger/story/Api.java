package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/// The service as a client sees it that holds one key.
///
/// @param base where it is, such as `http://127.0.0.1:8080`
/// @param key the client's key
record Api(String base, String key) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /// The same service, called with another key.
  Api as(String otherKey) {
    return new Api(base, otherKey);
  }

  Answer create(String project, String json) {
    return post(keys(project), json);
  }

  /// A key that was good. Its life is as short as a creation and a first use allow: on a busy
  /// machine they take their time.
  String createExpired(String project) {
    for (int seconds = 1; ; seconds *= 2) {
      var end = Instant.now().plusSeconds(seconds);
      var created = create(project, "{\"expiresAt\": \"" + end + "\"}");
      if (created.status() == 200 && as(created.text("apiKey")).self().status() == 200) {
        await().atMost(Duration.ofSeconds(30)).until(() -> !Instant.now().isBefore(end));
        return created.text("apiKey");
      }
      assertThat(Instant.now()).isAfterOrEqualTo(end);
      assertThat(seconds).isLessThan(10);
    }
  }

  Answer list(String project, String query) {
    return get(keys(project) + query);
  }

  /// One key, such as `/api/v1/projects/p/apiKeys/21fd…`, or what can be done with it.
  static String key(String project, String id) {
    return keys(project) + "/" + id;
  }

  Answer patch(String path, String json) {
    return send(
        path,
        request ->
            request
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString(json)));
  }

  Answer post(String path) {
    return send(path, request -> request.POST(BodyPublishers.noBody()));
  }

  Answer post(String path, String json) {
    return send(
        path,
        request ->
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
  }

  Answer delete(String path) {
    return send(path, HttpRequest.Builder::DELETE);
  }

  Answer self() {
    return get("/api/v1/self");
  }

  /// Waits until this client's key is let in, or not any more: views follow a moment later, and a
  /// key that is good is not asked twice.
  void awaitSelf(int status) {
    await().until(() -> self().status() == status);
  }

  Answer get(String path) {
    return send(path, UnaryOperator.identity());
  }

  /// Sends a request with this client's key and whatever `more` adds.
  Answer send(String path, UnaryOperator<HttpRequest.Builder> more) {
    return sendAnonymously(
        path, request -> more.apply(request.header("Authorization", "Bearer " + key)));
  }

  /// Sends a request without a key.
  Answer sendAnonymously(String path, UnaryOperator<HttpRequest.Builder> more) {
    var request = more.apply(HttpRequest.newBuilder(URI.create(base + path))).build();
    try {
      return Answer.of(HTTP.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for an answer", e);
    }
  }

  static String keys(String project) {
    return "/api/v1/projects/" + project + "/apiKeys";
  }
}
