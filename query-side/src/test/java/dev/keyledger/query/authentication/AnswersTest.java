package dev.keyledger.query.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.key.Sha256;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/// What is written member by member is what Jackson makes of the documented record.
final class AnswersTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  static Stream<Verdict> verdicts() {
    var end = Instant.parse("2026-11-01T12:00:00.000000001Z");
    return Stream.of(
        new Verdict.Active(key(KeyKind.PARTNER, null), null),
        new Verdict.Active(key(KeyKind.PROJECT, new ProjectId("p-1")), end),
        new Verdict.Active(
            key(KeyKind.PROJECT, new ProjectId("p"))
                .withName("鍵 \"quoted\" \\ \u0001 \ud83d\udd11")
                .withMetadata(Map.of("größe", "a\nb"))
                .withExpiry(end),
            null),
        new Verdict.Unknown(),
        new Verdict.NoKey(),
        new Verdict.WrongProject(key(KeyKind.PARTNER, null)),
        new Verdict.Expired(key(KeyKind.PARTNER, null)),
        new Verdict.Disabled(key(KeyKind.PARTNER, null)),
        new Verdict.Revoked(key(KeyKind.PARTNER, null)));
  }

  private static LookupEntry key(KeyKind kind, @Nullable ProjectId project) {
    return new LookupEntry(
        new ApiKeyId(UUID.randomUUID()), 0, kind, project, Instant.EPOCH, new Sha256(new byte[32]));
  }

  @ParameterizedTest
  @MethodSource("verdicts")
  void introspection(Verdict verdict) {
    var answer =
        verdict instanceof Verdict.Active active
            ? IntrospectionAnswer.of(active, "https://keys.example.com")
            : IntrospectionAnswer.INACTIVE;

    assertThat(answer.json()).isEqualTo(JSON.writeValueAsBytes(answer));
  }

  @ParameterizedTest
  @MethodSource("verdicts")
  void verification(Verdict verdict) {
    var answer = VerifyAnswer.of(verdict);

    assertThat(Answers.write(answer::write)).isEqualTo(JSON.writeValueAsBytes(answer));
  }
}
