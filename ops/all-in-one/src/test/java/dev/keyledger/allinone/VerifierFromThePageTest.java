package dev.keyledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The page about the ledger's formats is enough to verify an export: the program at its end shares
/// nothing with this service, and comes to the same answers.
final class VerifierFromThePageTest {
  private static final Path PAGE = Path.of("../docs/ledger-format.md");
  private static final Pattern PROGRAM = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);
  private static final int EVENTS = 600;

  @TempDir private Path directory;
  private ExportedLedger ledger;
  private String program;

  @BeforeEach
  void takeItFromThePage() throws IOException, InterruptedException {
    assumeTrue(isThere("python3"), "python3 runs the program");
    var text = PROGRAM.matcher(Files.readString(PAGE));
    assertThat(text.find()).isTrue();
    ledger = new ExportedLedger(directory, EVENTS);
    program = ledger.write("verify.py", text.group(1));
  }

  private static boolean isThere(String command) throws IOException, InterruptedException {
    return new ProcessBuilder("sh", "-c", "command -v " + command).start().waitFor() == 0;
  }

  @Test
  void itProvesAnExport() throws Exception {
    String export = ledger.export(ledger.lines(1, EVENTS));

    assertThat(run(export, ledger.checkpoint(EVENTS), ledger.checkpoint(257)))
        .isEqualTo("600 events, and all of them are proven");
  }

  @Test
  void itProvesARange() throws Exception {
    ledger.proof(100, 300, EVENTS);

    assertThat(run(ledger.export(ledger.lines(100, 300)), ledger.checkpoint(200)))
        .isEqualTo("201 events, and all of them are proven");
  }

  @ParameterizedTest
  @CsvSource({
    "\"eventid\":\"e, \"eventid\":\"f, position 400: leafhash",
    "TtgGcQFq, AAAAAAAA, position 400: leafhash",
    "\"cause\":{\"actorKind\":\"partner\", \"cause\":{\"actorKind\":\"system\", position 400: data",
    "\"id\":\"400\", \"id\":\"401\", position 400: id"
  })
  void itFindsWhatWasChanged(String text, String other, String message) throws Exception {
    var lines = new ArrayList<>(ledger.lines(1, EVENTS));
    lines.set(399, lines.get(399).replace(text, other));

    assertThat(run(ledger.export(lines), ledger.checkpoint(EVENTS)))
        .isEqualTo("not proven: " + message);
  }

  @Test
  void itFindsWhatWasSignedByNobody() throws Exception {
    var lines = new ArrayList<>(ledger.lines(1, EVENTS));
    assertThat(run(ledger.export(lines), ledger.forgedCheckpoint(EVENTS)))
        .isEqualTo("not proven: a checkpoint is not signed with the key");
    assertThat(run(ledger.export(lines.subList(0, 599)), ledger.checkpoint(EVENTS)))
        .isEqualTo("not proven: position 600: no checkpoint is reached");
    lines.set(399, ledger.rewritten(400));
    assertThat(run(ledger.export(lines), ledger.checkpoint(300), ledger.checkpoint(EVENTS)))
        .isEqualTo("not proven: positions 301 to 600");
  }

  private String run(String export, String... checkpoints)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("python3", program, export, ledger.key()));
    command.addAll(List.of(checkpoints));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.strip();
  }
}
