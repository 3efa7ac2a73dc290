package dev.keyledger.story;

import static dev.keyledger.story.Refused.MARKER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.http.ErrorCode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever holds a key may end it.
@ExtendWith(SharedNode.class)
final class RevocationStory {
  private static final String PATH = "/api/v1/revoke";

  private final Node node;
  private final Api api;

  RevocationStory(Node node) {
    this.node = node;
    this.api = node.api();
  }

  @Test
  void aKeyThatWasFoundIsEnded() {
    var created = api.create("revocation", "{}");
    var kept = api.create("revocation", "{}");

    var answer = revoke("token=" + created.text("apiKey") + "&token_type_hint=access_token");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.text()).isEmpty();
    String path = Api.key("revocation", created.text("apiKeyId"));
    assertThat(api.get(path).text("status")).isEqualTo("revoked");
    assertThat(api.as(kept.text("apiKey")).self().status()).isEqualTo(200);

    var events =
        node.bean(EventStore.class).readEvents(created.text("apiKeyId")).asStream().toList();
    assertThat(events).hasSize(2);
    assertThat(events.getLast().getMetaData())
        .containsEntry("actorId", created.text("apiKeyId"))
        .containsEntry("actorKind", "project")
        .containsKey("requestId");
  }

  /// RFC 7009 has clients authenticate; nobody needs to here, and who does is served all the same.
  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "Basic a2V5bGVkZ2VyOg=="})
  void aCredentialBesideItChangesNothing(String scheme) {
    var created = api.create("revocation", "{}");
    String authorization = scheme.startsWith("Bearer") ? scheme + node.partnerKey() : scheme;

    var answer =
        api.sendAnonymously(
            PATH,
            request ->
                request
                    .header("Authorization", authorization)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("token=" + created.text("apiKey"))));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(api.get(Api.key("revocation", created.text("apiKeyId"))).text("status"))
        .isEqualTo("revoked");
  }

  @Test
  void whateverElseIsSentIsAnsweredAlike() {
    var created = api.create("revocation", "{}");
    var good = revoke("token=" + created.text("apiKey"));
    var disabled = api.create("revocation", "{}");
    String path = Api.key("revocation", disabled.text("apiKeyId"));
    api.post(path + "/disable");
    assertThat(api.as(Node.newKey()).self().status()).isEqualTo(401);

    for (String token :
        List.of(
            created.text("apiKey"),
            disabled.text("apiKey"),
            Node.newKey(),
            MARKER,
            "",
            "%20",
            "%00")) {
      var answer = revoke("token=" + token);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(answer.text()).isEmpty();
      assertThat(answer.headers().map().keySet()).isEqualTo(good.headers().map().keySet());
    }
    assertThat(api.get(path).text("status")).isEqualTo("disabled");
  }

  @Test
  void theLastPartnerKeyIsNotEnded() {
    Refused.with(ErrorCode.LAST_PARTNER_KEY, null, revoke("token=" + node.partnerKey()));
    assertThat(api.self().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tokens=" + MARKER, "token=" + MARKER + "&token=a"})
  void oneTokenIsAskedFor(String form) {
    Refused.with(ErrorCode.INVALID_PARAMETER, "token", revoke(form));
  }

  @Test
  void aKeyDoesNotBelongInAPath() {
    var created = api.create("revocation", "{}");

    Refused.with(
        ErrorCode.INVALID_PARAMETER,
        "token",
        post(PATH + "?token=" + created.text("apiKey"), "application/x-www-form-urlencoded", ""));
    assertThat(api.as(created.text("apiKey")).self().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "text/plain", "multipart/form-data; boundary=" + MARKER})
  void aFormIsAskedFor(String type) {
    Refused.with(ErrorCode.UNSUPPORTED_MEDIA_TYPE, null, post(PATH, type, "{\"token\": \"x\"}"));
  }

  @Test
  void aFormHasABound() {
    Refused.with(ErrorCode.BODY_TOO_LARGE, null, revoke("token=" + MARKER + "x".repeat(20_000)));
  }

  @Test
  void aFormIsWhatItSays() {
    Refused.with(ErrorCode.MALFORMED_BODY, null, revoke("token=%zz" + MARKER));
  }

  private Answer revoke(String form) {
    return post(PATH, "application/x-www-form-urlencoded", form);
  }

  private Answer post(String path, String type, String body) {
    return api.sendAnonymously(
        path, request -> request.header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }
}
