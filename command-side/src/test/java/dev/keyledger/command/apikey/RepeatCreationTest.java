package dev.keyledger.command.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import java.time.Instant;
import java.util.Map;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RepeatCreationTest {
  private static final ApiKeyId ID = ApiKeyId.of("21fd1a8d-88d5-8295-b792-5b2113138057");

  private final FixtureConfiguration<ApiKeyAggregate> fixture = Specification.fixture();

  @Test
  void theSameCreationIsRefusedWithTheKeyThatCameOfIt() {
    fixture
        .givenCommands(creation("a", Specification.NOW.plusSeconds(1), Map.of("x", "y")))
        .when(creation("a", Specification.NOW.plusSeconds(1), Map.of("x", "y")).repeated())
        .expectNoEvents()
        .expectResultMessagePayload(Refusal.ALREADY_CREATED);
  }

  @Test
  void itStaysSoAfterTheKeysEnd() {
    fixture
        .givenCommands(
            creation("a", null, Map.of()),
            new RevokeApiKey(new KeyTarget(ID, new ProjectId("mtKDhe1U"), null)))
        .when(creation("a", null, Map.of()).repeated())
        .expectNoEvents()
        .expectResultMessagePayload(Refusal.ALREADY_CREATED);
  }

  @Test
  void anotherCreationIsRefusedAsAnother() {
    fixture
        .givenCommands(creation("a", null, Map.of()))
        .when(creation("b", null, Map.of()).repeated())
        .expectNoEvents()
        .expectResultMessagePayload(Refusal.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void aCreationThatCouldNotComeTwiceIsNeverTheSame() {
    var once = creation("a", null, Map.of());
    fixture
        .givenCommands(
            new CreateApiKey(
                ID, once.kind(), once.projectId(), once.name(), null, KeyMetadata.NONE, false))
        .when(once.repeated())
        .expectResultMessagePayload(Refusal.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void withoutAnEarlierCreationThereIsNothingToRefuse() {
    fixture
        .givenNoPriorActivity()
        .when(creation("a", null, Map.of()).repeated())
        .expectException(AggregateNotFoundException.class);
  }

  @Test
  void everythingThatIsAskedForCounts() {
    assertThat(creation("a", null, Map.of()).hash())
        .isEqualTo(creation(" a ", null, Map.of()).hash())
        .isNotEqualTo(creation(null, null, Map.of()).hash())
        .isNotEqualTo(creation("b", null, Map.of()).hash())
        .isNotEqualTo(creation("a", Specification.NOW.plusNanos(1), Map.of()).hash())
        .isNotEqualTo(creation("a", null, Map.of("x", "y")).hash());
    assertThat(creation("a", null, Map.of("x", "y", "z", "")).hash())
        .isNotEqualTo(creation("a", null, Map.of("x", "", "y", "z")).hash());
  }

  private static CreateApiKey creation(
      @Nullable String name, @Nullable Instant expiresAt, Map<String, String> metadata) {
    return new CreateApiKey(
        ID,
        KeyKind.PROJECT,
        new ProjectId("mtKDhe1U"),
        name == null ? null : new KeyName(name),
        expiresAt,
        new KeyMetadata(metadata),
        true);
  }
}
