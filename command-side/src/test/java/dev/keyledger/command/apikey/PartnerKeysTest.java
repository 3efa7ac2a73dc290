package dev.keyledger.command.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.PartnerKeyCounted;
import dev.keyledger.key.PlaintextKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// There is always a partner key that is enabled and has no expiry. Told on Axon's event store in
/// memory: these commands are about two streams, for which the fixture has no words.
final class PartnerKeysTest {
  private static final Instant NOW = Specification.NOW;
  private static final PlaintextKey BROUGHT = PlaintextKey.mint(new Random(2));
  private static final ApiKeyId FIRST = ApiKeyId.of("00000000-0000-8000-8000-000000000001");
  private static final ApiKeyId SECOND = ApiKeyId.of("21fd1a8d-88d5-4295-b792-5b2113138057");

  private Configuration axon;
  private CommandGateway commands;

  @BeforeEach
  void start() {
    axon = DecisionsInMemory.start();
    commands = axon.commandGateway();
    commands.sendAndWait(
        new AdoptApiKey(
            FIRST, KeyKind.PARTNER, new KeyName("mine"), BROUGHT.prefix(), BROUGHT.digest()));
  }

  @AfterEach
  void stop() {
    axon.shutdown();
  }

  @Test
  void aKeyThatWasBroughtAlongBecomesAPartnerKeyThatNeverExpires() {
    assertThat(events(FIRST.toString()))
        .containsExactly(
            new ApiKeyCreated(
                FIRST,
                KeyKind.PARTNER,
                null,
                "mine",
                BROUGHT.prefix(),
                BROUGHT.digest(),
                null,
                null,
                null));
    assertThat(events(PartnerKeys.STREAM)).containsExactly(new PartnerKeyCounted(FIRST, true));
  }

  @Test
  void theLastOneCanBeNeitherRevokedNorDisabledNorGivenAnEnd() {
    create(KeyKind.VERIFIER, null);

    refused(new RevokeApiKey(target(FIRST)));
    refused(new DisableApiKey(target(FIRST)));
    refused(expiry(FIRST, NOW.plusSeconds(1)));
    assertThat(events(FIRST.toString())).hasSize(1);
    assertThat(events(PartnerKeys.STREAM)).hasSize(1);
  }

  @Test
  void oneThatExpiresIsNoReplacement() {
    create(KeyKind.PARTNER, NOW.plusSeconds(1));

    refused(new RevokeApiKey(target(FIRST)));

    commands.sendAndWait(expiry(SECOND, null));
    commands.sendAndWait(new RevokeApiKey(target(FIRST)));
    assertThat(events(PartnerKeys.STREAM))
        .containsExactly(
            new PartnerKeyCounted(FIRST, true),
            new PartnerKeyCounted(SECOND, true),
            new PartnerKeyCounted(FIRST, false));
  }

  @Test
  void oneThatIsDisabledIsNoReplacement() {
    create(KeyKind.PARTNER, null);
    commands.sendAndWait(new DisableApiKey(target(SECOND)));

    refused(new DisableApiKey(target(FIRST)));

    commands.sendAndWait(new EnableApiKey(target(SECOND)));
    commands.sendAndWait(new DisableApiKey(target(FIRST)));
    refused(new RevokeApiKey(target(SECOND)));
    commands.sendAndWait(new RevokeApiKey(target(FIRST)));
    assertThat(events(PartnerKeys.STREAM)).hasSize(5);
  }

  @Test
  void otherChangesAreNotCounted() {
    commands.sendAndWait(
        new UpdateApiKey(
            target(FIRST), Edit.to(new KeyName("x")), Edit.none(), Edit.to(Map.of("a", "b"))));
    commands.sendAndWait(new RotateApiKey(target(FIRST), Duration.ZERO, false));
    commands.sendAndWait(new CountPartnerKey(FIRST));

    assertThat(events(PartnerKeys.STREAM)).hasSize(1);
  }

  @Test
  void aPartnerKeyIsInNoProject() {
    assertThatExceptionOfType(CommandRefused.class)
        .isThrownBy(() ->
            commands.sendAndWait(
                new RevokeApiKey(new KeyTarget(FIRST, Specification.PROJECT, null))))
        .withMessage(Refusal.NO_SUCH_KEY.name());
  }

  private void create(KeyKind kind, @Nullable Instant expiresAt) {
    commands.sendAndWait(
        new CreateApiKey(SECOND, kind, null, null, expiresAt, KeyMetadata.NONE, false));
  }

  private void refused(Object command) {
    assertThatExceptionOfType(CommandRefused.class)
        .isThrownBy(() -> commands.sendAndWait(command))
        .withMessage(Refusal.LAST_PARTNER_KEY.name());
  }

  private static UpdateApiKey expiry(ApiKeyId key, @Nullable Instant expiresAt) {
    return new UpdateApiKey(target(key), Edit.none(), Edit.to(expiresAt), Edit.none());
  }

  private static KeyTarget target(ApiKeyId key) {
    return new KeyTarget(key, null, null);
  }

  private List<Object> events(String stream) {
    return axon.eventStore()
        .readEvents(stream)
        .asStream()
        .<Object>map(DomainEventMessage::getPayload)
        .toList();
  }
}
