package dev.keyledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `audit-verify` finds whatever was done to an export, and says where.
final class AuditVerifyTest {
  private static final int EVENTS = 600;

  private final StringWriter output = new StringWriter();
  @TempDir private Path directory;
  private ExportedLedger ledger;

  @BeforeEach
  void export() throws IOException {
    ledger = new ExportedLedger(directory, EVENTS);
  }

  @Test
  void anExportFromTheFirstEventToACheckpointIsProven() throws IOException {
    String export = ledger.export(ledger.lines(1, EVENTS));

    assertThat(verify(export, EVENTS)).isZero();
    assertThat(output.toString())
        .contains("checkpoint-600: holds, signed for keyledger/", "600 events, and all of them");
  }

  @Test
  void olderCheckpointsHoldOnTheWay() throws IOException {
    String export = ledger.export(ledger.lines(1, EVENTS));

    assertThat(verify(export, 0, 1, 255, 256, 257, 599, EVENTS)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 255, 256, 257, 300, EVENTS})
  void aRangeIsProvenWithTheHashesOnBothSides(int from) throws IOException {
    for (int to : new int[] {from - 1, from, Math.min(from + 255, EVENTS), EVENTS}) {
      ledger.proof(from, to, EVENTS);
      String export = ledger.export(from > to ? List.of() : ledger.lines(from, to));

      assertThat(run(export, ledger.key())).as(from + " to " + to + output).isZero();
    }
  }

  @Test
  void anOlderCheckpointInsideOfARangeHolds() throws IOException {
    ledger.proof(100, 300, EVENTS);
    String export = ledger.export(ledger.lines(100, 300));

    assertThat(verify(export, 99, 200, 300, EVENTS)).isZero();
    assertThat(output.toString())
        .contains("positions 1 to 99 and 301 to 600 are signed too, and not in the export");
    assertThat(verify(export, 98)).isEqualTo(1);
    assertThat(output.toString()).contains("begins at position 100", "checkpoint-98");
    assertThat(verify(export, 400)).isEqualTo(1);
  }

  /// An end that was cut off together with its proof is proven as far as it goes, and named.
  @Test
  void whatIsSignedAndNotInTheExportIsNamed() throws IOException {
    String whole = ledger.export(ledger.lines(1, EVENTS));
    assertThat(verify(whole, EVENTS)).isZero();
    assertThat(output.toString()).doesNotContain("not in the export");

    ledger.proof(1, 500, EVENTS);
    assertThat(verify(ledger.export(ledger.lines(1, 500)), EVENTS)).isZero();
    assertThat(output.toString())
        .contains("positions 501 to 600 are signed too, and not in the export");
  }

  @Test
  void aProofThatIsNotTextProvesNothing() throws IOException {
    String export = ledger.export(ledger.lines(1, EVENTS));
    Files.write(Path.of(export + ".proof"), new byte[] {(byte) 0xFF});

    assertThat(run(export, ledger.key())).isEqualTo(1);
    assertThat(output.toString()).contains("export.proof is not UTF-8");
  }

  @Test
  void whatIsWrongWithARangeProofIsFound() throws IOException {
    String export = ledger.export(ledger.lines(100, 300));
    ledger.proof(101, 300, EVENTS);
    assertThat(run(export, ledger.key())).isEqualTo(1);
    assertThat(output.toString()).contains("position 101: it is missing, id is 100 here");

    ledger.proof(100, 301, EVENTS);
    assertThat(run(export, ledger.key())).isEqualTo(1);
    assertThat(output.toString()).contains("the export ends at 300, and its range proof at 301");
  }

  /// Another value in one member, of the same shape.
  @ParameterizedTest
  @CsvSource({
    "id, 1, id",
    "eventid, 1, leafhash",
    "subject, 1, leafhash",
    "aggregatetype, Key, leafhash",
    "sequencenumber, 1, leafhash",
    "type, api-key.revoked, leafhash",
    "payloadrevision, 2, leafhash",
    "payload, {}, payload",
    "metadata, {}, metadata",
    "time, 2026-11-26T01:02:03.5Z, leafhash",
    "leafhash, n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=, leafhash"
  })
  void aChangedColumnIsFound(String member, String value, String field) throws IOException {
    var lines = new ArrayList<>(ledger.lines(1, EVENTS));
    var line = (ObjectNode) JsonMapper.shared().readTree(lines.get(399));
    assertThat(line.required(member).asString()).isNotEqualTo(value);
    lines.set(399, line.put(member, value).toString());

    assertNotProven(lines, "position 400: " + field + " ");
  }

  @ParameterizedTest
  @CsvSource({
    "'specversion\":\"1.0\"', 'specversion\":\"1.1\"', specversion",
    "'source\":\"keyledger/7', 'source\":\"keyledger/8', source",
    "'type\":\"application/json', 'type\":\"text/json', datacontenttype",
    "'data\":{\"event\":{', 'data\":{\"event\":{\"a\":1,', data",
    "'cause\":{\"actorKind\":\"partner', 'cause\":{\"actorKind\":\"system', data",
    "'cause\":{', 'effect\":{},\"cause\":{', data",
    "'{\"specversion', '{\"note\":\"x\",\"specversion', note",
    "'{\"specversion', '{\"id\":\"400\",\"specversion', id",
    "'{\"specversion', '{\"data\":{},\"specversion', data",
    "'{\"specversion', '[\"specversion', line",
    "'\"eventid', '\"eventident', eventident",
    "'time\":\"2026', 'time\":\"x2026', time",
    "'time\":\"2026', 'time\":\"+302026', time",
    "'0004Z', '00041Z', time",
    "'leafhash\":\"', 'leafhash\":\"=', leafhash",
    "'sequencenumber\":\"0', 'sequencenumber\":\"00', sequencenumber",
    "'sequencenumber\":\"0', 'sequencenumber\":\"-1', sequencenumber",
    "'aggregatetype\":\"ApiKey', 'aggregatetype\":\"\\ud800', aggregatetype",
    "'aggregatetype\":\"ApiKey\"', 'aggregatetype\":7', aggregatetype"
  })
  void whatIsNotAsItIsWrittenIsFound(String text, String other, String field) throws IOException {
    var lines = new ArrayList<>(ledger.lines(1, EVENTS));
    String line = lines.get(399);
    String changed = line.replace(text, other);
    assertThat(changed).isNotEqualTo(line);
    lines.set(399, changed);

    assertNotProven(lines, "position 400: " + field + " ");
  }

  @Test
  void whatFollowsALineIsFound() throws IOException {
    var lines = new ArrayList<>(ledger.lines(1, EVENTS));
    lines.set(399, lines.get(399) + "{}");

    assertNotProven(lines, "position 400: line has something after its JSON object");
  }

  @Test
  void anotherEncodingIsFound() throws IOException {
    var lines = new ArrayList<>(ledger.lines(1, EVENTS));
    lines.set(399, "\0" + String.join("\0", lines.get(399).split("")));

    assertNotProven(lines, "position 400: line is not JSON in UTF-8");
  }

  @Test
  void aMissingMemberIsFound() throws IOException {
    var lines = new ArrayList<>(ledger.lines(1, EVENTS));
    lines.replaceAll(line -> line.replaceFirst("\"aggregatetype\":\"ApiKey\",", ""));

    assertNotProven(lines, "position 1: aggregatetype is missing");
  }

  @Test
  void aDeletedLineIsFound() throws IOException {
    var lines = new ArrayList<>(ledger.lines(1, EVENTS));
    lines.remove(399);

    assertNotProven(lines, "position 400: id is 401 here");
  }

  @Test
  void aRepeatedLineIsFound() throws IOException {
    var lines = new ArrayList<>(ledger.lines(1, EVENTS));
    lines.add(400, lines.get(399));

    assertNotProven(lines, "position 401: id is 400 here");
  }

  @Test
  void swappedLinesAreFound() throws IOException {
    var lines = new ArrayList<>(ledger.lines(1, EVENTS));
    Collections.swap(lines, 399, 400);

    assertNotProven(lines, "position 400: id is 401 here");
  }

  @Test
  void aTailThatWasCutOffIsFound() throws IOException {
    assertNotProven(ledger.lines(1, 599), "position 600: it is missing");
    assertNotProven(List.of(), "position 1: it is missing");
  }

  @Test
  void aTailThatNobodySignedIsFound() throws IOException {
    assertThat(verify(ledger.export(ledger.lines(1, EVENTS)), 500, 550)).isEqualTo(1);
    assertThat(output.toString()).contains("positions 551 to 600: no checkpoint covers them");
  }

  @Test
  void aLineThatWasCutOffIsFound() throws IOException {
    var lines = new ArrayList<>(ledger.lines(1, EVENTS));
    lines.set(599, lines.get(599).substring(0, 300));

    assertNotProven(lines, "position 600: line is not JSON in UTF-8");
  }

  /// Whoever changes a line and its hash cannot change what was signed.
  @Test
  void aChangeWithAHashThatFitsIsFoundBetweenTwoCheckpoints() throws IOException {
    var lines = new ArrayList<>(ledger.lines(1, EVENTS));
    lines.set(399, ledger.rewritten(400));

    assertThat(verify(ledger.export(lines), 300, 450, EVENTS)).isEqualTo(1);
    assertThat(output.toString()).contains("positions 301 to 450: leafhash", "checkpoint-450");
  }

  @Test
  void aWrongKeyIsFound() throws IOException {
    String export = ledger.export(ledger.lines(1, EVENTS));
    String checkpoint = ledger.checkpoint(EVENTS);
    new ExportedLedger(directory, 1);

    assertThat(run(export, ledger.key(), checkpoint)).isEqualTo(1);
    assertThat(output.toString()).contains("checkpoint-600 is not signed with the given key");
  }

  @Test
  void aForgedCheckpointIsFound() throws IOException {
    String export = ledger.export(ledger.lines(1, EVENTS));

    assertThat(run(export, ledger.key(), ledger.forgedCheckpoint(EVENTS))).isEqualTo(1);
    assertThat(output.toString()).contains("forged is not signed with the given key");
    String note = ledger.write("torn", "keyledger/x\n600\n");
    assertThat(run(export, ledger.key(), note)).isEqualTo(1);
    assertThat(output.toString()).contains("torn is no checkpoint");
  }

  /// Streams that were kept with curl have empty lines in them; other programs may have written the
  /// same JSON in another way.
  @Test
  void whiteSpaceAndTheOrderOfMembersDoNotMatter() throws IOException {
    var lines = new ArrayList<>(ledger.lines(1, EVENTS));
    lines.replaceAll(line ->
        "{\"aggregatetype\": \"ApiKey\", "
            + line.replace("\"aggregatetype\":\"ApiKey\",", "")
                .replace("\"cause\":{", "\"cause\" : { ")
                .replace("\"name\":\"鍵", "\"name\": \"\\u9375")
                .substring(1));
    lines.add(400, "");

    assertThat(verify(ledger.export(lines), EVENTS)).as(output.toString()).isZero();
  }

  @Test
  void wrongUsageIsToldFromWhatIsNotProven() throws IOException {
    String export = ledger.export(ledger.lines(1, EVENTS));

    assertThat(execute("audit-verify")).isEqualTo(2);
    assertThat(execute("audit-verify", export)).isEqualTo(2);
    assertThat(run(export, ledger.key())).isEqualTo(2);
    assertThat(output.toString()).contains("at least one --checkpoint is needed");
    assertThat(run(export, export, ledger.checkpoint(1))).isEqualTo(2);
    assertThat(run(export + "x", ledger.key(), ledger.checkpoint(1))).isEqualTo(2);
    assertThat(run(export, ledger.key() + "x", ledger.checkpoint(1))).isEqualTo(2);
    assertThat(run(export, ledger.key(), export + "x")).isEqualTo(2);
  }

  private void assertNotProven(List<String> lines, String message) throws IOException {
    assertThat(verify(ledger.export(lines), EVENTS)).isEqualTo(1);
    assertThat(output.toString()).contains("not proven: " + message);
  }

  private int verify(String export, int... sizes) throws IOException {
    var checkpoints = new ArrayList<String>();
    for (int size : sizes) {
      checkpoints.add(ledger.checkpoint(size));
    }
    return run(export, ledger.key(), checkpoints.toArray(String[]::new));
  }

  private int run(String export, String key, String... checkpoints) {
    return execute(
        Stream.concat(
                Stream.of("audit-verify", export, "--key", key),
                Arrays.stream(checkpoints).flatMap(file -> Stream.of("--checkpoint", file)))
            .toArray(String[]::new));
  }

  private int execute(String... arguments) {
    var text = new PrintWriter(output, true);
    return new CommandLine(new Commands()).setOut(text).setErr(text).execute(arguments);
  }
}
