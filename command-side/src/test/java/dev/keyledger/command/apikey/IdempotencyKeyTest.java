package dev.keyledger.command.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.ProjectId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdempotencyKeyTest {
  private static final ApiKeyId ID = id("a", "p", "k");

  @Test
  void theSameComesOfTheSame() {
    assertThat(id("a", "p", "k")).isEqualTo(ID);
  }

  @Test
  void anotherCallerProjectOrKeyGivesAnotherId() {
    assertThat(
            Stream.of(id("b", "p", "k"), id("a", "q", "k"), id("a", "p", "l"), id("ap", "k", "x")))
        .doesNotContain(ID)
        .doesNotHaveDuplicates();
  }

  @Test
  void whereOneTextEndsAndTheNextBeginsMatters() {
    assertThat(id("a", "pk", "k")).isNotEqualTo(id("ap", "k", "k"));
    assertThat(id("a", "p", "pk")).isNotEqualTo(id("a", "pp", "k"));
  }

  @Test
  void theIdIsAUuidOfVersion8() {
    assertThat(ID.value().version()).isEqualTo(8);
    assertThat(ID.value().variant()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\t", "é", "\u007f", "\u0000"})
  void itIsVisibleAscii(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new IdempotencyKey(text));
  }

  @Test
  void itIsMeasuredToTheCharacter() {
    assertThat(new IdempotencyKey("!~".repeat(127) + "x").value()).hasSize(255);
    assertThatIllegalArgumentException().isThrownBy(() -> new IdempotencyKey("x".repeat(256)));
  }

  private static ApiKeyId id(String actor, String project, String key) {
    return new IdempotencyKey(key).apiKeyId(actor, new ProjectId(project));
  }
}
