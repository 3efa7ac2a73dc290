package dev.keyledger.story;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the service answered.
///
/// @param status the HTTP status
/// @param headers the headers
/// @param text the body
record Answer(int status, HttpHeaders headers, String text) {
  static Answer of(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  /// The body, which must be JSON.
  JsonNode json() {
    return JsonMapper.shared().readTree(text);
  }

  /// A member of the body that must be there, as text.
  String text(String member) {
    return json().required(member).asString();
  }

  /// A header's first value, or the empty text.
  String header(String name) {
    return headers.firstValue(name).orElse("");
  }
}
