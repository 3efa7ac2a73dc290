package dev.keyledger.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client of the service that holds one of its keys.
///
/// @param url where the service is
/// @param key sent as a bearer token
record Client(HttpClient http, String url, String key) {

  /// Sends a request that must be answered 200.
  HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> more)
      throws IOException, InterruptedException {
    var request =
        more.apply(
                HttpRequest.newBuilder(URI.create(url + path))
                    .header("Authorization", "Bearer " + key))
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    Check.equal(request.method() + " " + path, 200, answer.statusCode());
    return answer;
  }

  /// Asks a door whether a key is good in the project of [Keys].
  ///
  /// @return the status: 200 or 401
  int verify(String presented) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url + "/api/v1/forward-auth?project=" + Keys.PROJECT))
            .header("Authorization", "Bearer " + presented)
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  /// Posts JSON, and reads the answer.
  JsonNode post(String path, String json) throws IOException, InterruptedException {
    var answer =
        send(
            path,
            request ->
                request
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(json)));
    return JsonMapper.shared().readTree(answer.body());
  }
}
