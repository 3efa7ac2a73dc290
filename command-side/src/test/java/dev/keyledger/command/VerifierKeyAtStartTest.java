package dev.keyledger.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keyledger.command.apikey.DecisionsInMemory;
import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.KeyKind;
import dev.keyledger.key.PlaintextKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.mock.env.MockEnvironment;

/// How nodes of the command side come by the key with which they ask the query side.
final class VerifierKeyAtStartTest {
  private static final PlaintextKey BROUGHT = PlaintextKey.mint(new Random(3));

  @TempDir private Path home;

  private Configuration axon;
  private final MockEnvironment environment = new MockEnvironment();

  @BeforeEach
  void makeALedger() {
    axon = DecisionsInMemory.start();
  }

  @AfterEach
  void stop() {
    axon.shutdown();
  }

  @Test
  void theFirstStartMintsOneIntoAFileOfItsOwnersAlone() throws IOException {
    Path file = start("one");

    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(created())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.kind()).isEqualTo(KeyKind.VERIFIER);
          assertThat(event.digest()).isEqualTo(keyIn(file).digest());
        });
  }

  @Test
  void aLaterStartLeavesTheKeyAsItIs() throws IOException {
    var first = keyIn(start("one"));

    assertThat(keyIn(start("one")).digest()).isEqualTo(first.digest());
    assertThat(created()).hasSize(1);
  }

  @Test
  void anotherNodeMintsNoSecond() throws IOException {
    start("one");

    assertThat(start("two")).doesNotExist();
    assertThat(created()).hasSize(1);
  }

  @Test
  void theOneThatWasBroughtAlongIsAdoptedAndIsInTheFileOfEveryNode() throws IOException {
    environment.setProperty("KEYLEDGER_BOOTSTRAP_VERIFIER_KEY", BROUGHT.reveal());

    for (String node : List.of("one", "two", "one")) {
      assertThat(start(node)).content().isEqualTo(BROUGHT.reveal() + "\n");
    }
    assertThat(created())
        .singleElement()
        .satisfies(event -> assertThat(event.digest()).isEqualTo(BROUGHT.digest()));
  }

  @Test
  void whatIsInTheFileCounts() throws IOException {
    Path file = Files.createDirectory(home.resolve("one")).resolve("verifier-key");
    Files.writeString(file, "made elsewhere");

    start("one");
    assertThat(created()).isEmpty();
    environment.setProperty("KEYLEDGER_BOOTSTRAP_VERIFIER_KEY", BROUGHT.reveal());
    start("one");

    assertThat(file).content().isEqualTo("made elsewhere");
    assertThat(created()).hasSize(1);
  }

  @Test
  void whatIsNoKeyFailsTheStartAndIsNotRepeated() {
    environment.setProperty("KEYLEDGER_BOOTSTRAP_VERIFIER_KEY", "s3cr3t-but-no-key");

    assertThatExceptionOfType(StartFailure.class)
        .isThrownBy(() -> start("one"))
        .withMessageContaining("KEYLEDGER_BOOTSTRAP_VERIFIER_KEY is not an API key")
        .withMessageNotContaining("s3cr3t");
    assertThat(created()).isEmpty();
  }

  /// Starts a node with a data directory of its own.
  ///
  /// @return the file with its verifier key
  private Path start(String node) throws IOException {
    Path file = home.resolve(node).resolve("verifier-key");
    var handOver = new FileHandOver(BootstrapKey.VERIFIER, file);
    new VerifierKeyAtStart(
            file,
            environment,
            handOver,
            new FirstStart(
                BootstrapKey.VERIFIER,
                axon.eventStore(),
                axon.commandGateway(),
                environment,
                handOver))
        .run(new DefaultApplicationArguments());
    return file;
  }

  private static PlaintextKey keyIn(Path file) throws IOException {
    return PlaintextKey.parse(Files.readString(file).strip()).orElseThrow();
  }

  private List<ApiKeyCreated> created() {
    return axon.eventStore()
        .readEvents(BootstrapKey.VERIFIER.id().toString())
        .asStream()
        .map(DomainEventMessage::getPayload)
        .map(ApiKeyCreated.class::cast)
        .toList();
  }
}
