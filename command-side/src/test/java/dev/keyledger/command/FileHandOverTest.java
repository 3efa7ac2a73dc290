package dev.keyledger.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keyledger.key.PlaintextKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;

/// The file with the first partner key, from before it is there until after it is gone.
final class FileHandOverTest {
  private static final PlaintextKey KEY = PlaintextKey.mint(new Random(1));

  @TempDir private Path home;

  private Path file;
  private FileHandOver node;

  @BeforeEach
  void startANode() {
    file = home.resolve("data/partner-key");
    node = new FileHandOver(BootstrapKey.PARTNER, file);
  }

  @Test
  void theKeyIsInAFileOfItsOwnersAlone() throws IOException {
    hand(node);

    assertThat(file).content().isEqualTo(KEY.reveal() + "\n");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(entries()).containsExactly(file);
  }

  @Test
  void theFirstUseOfTheKeyTakesTheFileAway() throws IOException {
    hand(node);

    node.used(by("21fd1a8d-88d5-4295-b792-5b2113138057"));
    assertThat(file).exists();
    node.used(firstPartnerKey());
    assertThat(file).doesNotExist();
  }

  @Test
  void laterUsesDoNotLookAtTheDirectory() throws IOException {
    hand(node);
    node.used(firstPartnerKey());
    Files.createFile(file);

    node.used(firstPartnerKey());

    assertThat(file).exists();
  }

  @RepeatedTest(50)
  void aUseAsSoonAsTheFileIsThereTakesItAwayToo() throws IOException {
    var use =
        CompletableFuture.runAsync(() -> {
          while (Files.notExists(file)) {
            Thread.onSpinWait();
          }
          node.used(firstPartnerKey());
        });

    hand(node);
    use.join();

    assertThat(file).doesNotExist();
  }

  @Test
  void whereNodesShareTheDirectoryAnyOfThemTakesTheFileAway() throws IOException {
    var other = new FileHandOver(BootstrapKey.PARTNER, file);
    hand(node);

    other.used(firstPartnerKey());

    assertThat(entries()).isEmpty();
  }

  @Test
  void theFileOfAnEarlierStartIsTakenAwayToo() throws IOException {
    hand(node);

    new FileHandOver(BootstrapKey.PARTNER, file).used(firstPartnerKey());

    assertThat(file).doesNotExist();
  }

  @Test
  void theFirstUseTakesAwayWhatKilledNodesLeftBehind() throws IOException {
    new FileHandOver(BootstrapKey.PARTNER, file).prepare();
    Files.writeString(entries().getFirst(), KEY.reveal());
    Files.createFile(file.resolveSibling("another file"));
    hand(node);

    node.used(firstPartnerKey());

    assertThat(entries()).containsExactly(file.resolveSibling("another file"));
  }

  @Test
  void aStartLeavesTheDraftsOfOthersAlone() throws IOException {
    node.prepare();

    var other = new FileHandOver(BootstrapKey.PARTNER, file);
    other.prepare();
    other.abandon();
    node.give(KEY);

    assertThat(entries()).containsExactly(file);
  }

  @Test
  void aKeyThatCannotBeGivenIsNotLeftLyingAround() throws IOException {
    Files.createDirectories(file.resolve("something in the way"));
    node.prepare();

    assertThatExceptionOfType(StartFailure.class)
        .isThrownBy(() -> node.give(KEY))
        .withMessageContaining(file.toString());

    assertThat(entries()).containsExactly(file);
  }

  @Test
  void whereNothingWasHandedOverNothingIsTakenAway() {
    node.used(firstPartnerKey());

    assertThat(home).isEmptyDirectory();
  }

  private static void hand(FileHandOver node) throws IOException {
    node.prepare();
    node.give(KEY);
  }

  private List<Path> entries() throws IOException {
    try (var entries = Files.list(home.resolve("data"))) {
      return entries.toList();
    }
  }

  private static AuthenticationSuccessEvent firstPartnerKey() {
    return by(BootstrapKey.PARTNER.id().toString());
  }

  private static AuthenticationSuccessEvent by(String id) {
    return new AuthenticationSuccessEvent(new TestingAuthenticationToken(id, "unused"));
  }
}
