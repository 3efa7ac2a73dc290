package dev.keyledger.command.apikey;

import static dev.keyledger.command.apikey.Specification.FIRST;
import static dev.keyledger.command.apikey.Specification.ID;
import static dev.keyledger.command.apikey.Specification.KEY;
import static dev.keyledger.command.apikey.Specification.created;
import static dev.keyledger.command.apikey.Specification.fixture;
import static dev.keyledger.command.apikey.Specification.keyIn;
import static dev.keyledger.command.apikey.Specification.refusal;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyRenamed;
import dev.keyledger.events.ApiKeyRevoked;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What every command about one key requires of the key.
final class KeyTargetTest {
  /// All that may be done to a key until it is revoked.
  static final List<Named<Function<KeyTarget, KeyTarget.Command>>> CHANGES =
      List.of(
          Named.of(
              "update",
              key ->
                  new UpdateApiKey(key, Edit.to(new KeyName("other")), Edit.none(), Edit.none())),
          Named.of(
              "update nothing",
              key -> new UpdateApiKey(key, Edit.none(), Edit.none(), Edit.none())),
          Named.of("disable", DisableApiKey::new),
          Named.of("enable", EnableApiKey::new),
          Named.of("rotate", key -> new RotateApiKey(key, Duration.ofDays(1), false)),
          Named.of("complete rotation", CompleteRotation::new));

  static final List<Named<Function<KeyTarget, KeyTarget.Command>>> REVOCATION =
      List.of(Named.of("revoke", RevokeApiKey::new));

  @ParameterizedTest
  @FieldSource({"CHANGES", "REVOCATION"})
  void aKeyOfAnotherProjectIsNotFound(Function<KeyTarget, KeyTarget.Command> command) {
    fixture()
        .given(created())
        .when(command.apply(new KeyTarget(ID, new ProjectId("other"), null)))
        .expectException(refusal(Refusal.NO_SUCH_KEY))
        .expectNoEvents();
  }

  /// Nor does the refusal tell its version, or that it is revoked.
  @ParameterizedTest
  @FieldSource({"CHANGES", "REVOCATION"})
  void aKeyOfAnotherProjectIsNotFoundWhateverHappenedToIt(
      Function<KeyTarget, KeyTarget.Command> command) {
    fixture()
        .given(created(), new ApiKeyRevoked(ID))
        .when(command.apply(new KeyTarget(ID, new ProjectId("other"), Set.of(0L))))
        .expectException(refusal(Refusal.NO_SUCH_KEY))
        .expectNoEvents();
  }

  @ParameterizedTest
  @FieldSource({"CHANGES", "REVOCATION"})
  void aKeyThatBelongsToNoProjectIsNotFound(Function<KeyTarget, KeyTarget.Command> command) {
    fixture()
        .given(
            new ApiKeyCreated(
                ID,
                KeyKind.PARTNER,
                null,
                "mine",
                FIRST.prefix(),
                FIRST.digest(),
                null,
                null,
                null))
        .when(command.apply(KEY))
        .expectException(refusal(Refusal.NO_SUCH_KEY))
        .expectNoEvents();
  }

  @ParameterizedTest
  @FieldSource({"CHANGES", "REVOCATION"})
  void aKeyInAnotherVersionThanExpectedStaysAsItIs(Function<KeyTarget, KeyTarget.Command> command) {
    for (Set<Long> versions : List.of(Set.of(0L), Set.of(2L), Set.of(0L, 2L), Set.<Long>of())) {
      fixture()
          .given(created(), new ApiKeyRenamed(ID, "renamed"))
          .when(command.apply(keyIn(versions)))
          .expectException(refusal(Refusal.OTHER_VERSION))
          .expectNoEvents();
    }
  }

  @ParameterizedTest
  @FieldSource({"CHANGES", "REVOCATION"})
  void aKeyInOneOfTheExpectedVersionsIsChanged(Function<KeyTarget, KeyTarget.Command> command) {
    for (Set<Long> versions : List.of(Set.of(1L), Set.of(0L, 1L))) {
      fixture()
          .given(created(), new ApiKeyRenamed(ID, "renamed"))
          .when(command.apply(keyIn(versions)))
          .expectSuccessfulHandlerExecution();
    }
  }

  @ParameterizedTest
  @FieldSource("CHANGES")
  void aRevokedKeyIsChangedByNobody(Function<KeyTarget, KeyTarget.Command> command) {
    fixture()
        .given(created(), new ApiKeyRevoked(ID))
        .when(command.apply(KEY))
        .expectException(refusal(Refusal.REVOKED))
        .expectNoEvents();
  }
}
