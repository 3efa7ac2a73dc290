package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An auditor fetches the audit log and proves it on a machine of her own.
@Thorough
final class AuditExportIT {
  private static final int EVENTS = 300;
  private static final String PARTNER_KEY = Node.newKey();

  @TempDir private static Path directory;
  @TempDir private static Path auditor;
  private static Program service;

  @BeforeAll
  static void haveSomeEvents() throws IOException {
    service =
        Program.start(directory, Map.of("KEYLEDGER_BOOTSTRAP_PARTNER_KEY", PARTNER_KEY)).ready();
    for (int i = 0; i < EVENTS; i++) {
      api().create("export", "{}");
    }
    api()
        .send(
            Api.keys("export"),
            request ->
                request
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", "export")
                    .POST(BodyPublishers.ofString("{}")));
    Files.writeString(auditor.resolve("key"), text("ledger/key"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void whatWasExportedIsProven() throws Exception {
    assertThat(run("audit-export", "--out", "all", "--url", api().base()))
        .contains("events in all, proven by all.proof");
    assertThat(Files.getPosixFilePermissions(auditor.resolve("all")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));

    assertThat(run("audit-verify", "all", "--key", "key"))
        .contains("all.proof: holds", "all of them are proven");
  }

  @Test
  void aRangeIsProvenToo() throws Exception {
    var progress =
        run("audit-export", "--out", "some", "--from", "100", "--to", "270", "--url", api().base());

    assertThat(progress).contains("171/171").doesNotContain("\r");

    assertThat(run("audit-verify", "some", "--key", "key"))
        .contains("171 events, and all of them are proven");
  }

  @Test
  void whatWasChangedOnTheWayIsFound() throws Exception {
    run("audit-export", "--out", "torn", "--to", "200", "--url", api().base());
    var lines = Files.readAllLines(auditor.resolve("torn"));
    lines.remove(99);
    Files.write(auditor.resolve("torn"), lines);

    try (var verify = start("audit-verify", "torn", "--key", "key")) {
      assertThat(verify.exitCode()).isEqualTo(1);
      assertThat(verify.output()).contains("not proven: position 100: id is 101 here");
    }
  }

  @Test
  void whatIsNotThereYetIsNotWaitedFor() throws Exception {
    try (var export =
        start("audit-export", "--out", "early", "--to", "1000000", "--url", api().base())) {
      assertThat(export.exitCode()).isEqualTo(1);
      assertThat(export.output()).contains("the newest event is ", "asked for are 1 to 1000000");
    }
    assertThat(auditor.resolve("early")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8080", "127.0.0.1", "http://x?a=b"})
  void aUrlIsOne(String url) throws Exception {
    try (var export = start("audit-export", "--out", "x", "--url", url)) {
      assertThat(export.exitCode()).isEqualTo(2);
      assertThat(export.output()).contains("--url is not like http://127.0.0.1:8080");
    }
  }

  /// As a file with the line ends of another system may give it.
  @ParameterizedTest
  @ValueSource(strings = {"\r", "x"})
  void aKeyThatIsNoneIsNotRepeated(String after) throws Exception {
    for (String[] command : new String[][] {{"audit-export", "--out", "x"}, {"replay", "audit"}}) {
      try (var program =
          Program.run(auditor, Map.of("KEYLEDGER_PARTNER_KEY", PARTNER_KEY + after), command)) {
        assertThat(program.exitCode()).isEqualTo(2);
        assertThat(program.output())
            .contains("the partner key is no API key")
            .doesNotContain(PARTNER_KEY);
      }
    }
  }

  @Test
  void withoutAKeyThereIsNoExport() throws Exception {
    try (var export =
        Program.run(auditor, Map.of(), "audit-export", "--out", "x", "--url", "http://x")) {
      assertThat(export.exitCode()).isEqualTo(2);
      assertThat(export.output()).contains("KEYLEDGER_PARTNER_KEY is not set");
    }
  }

  private static String run(String... command) throws IOException {
    try (var program = start(command)) {
      assertThat(program.exitCode()).as(program.output()).isZero();
      return program.output();
    }
  }

  private static Program start(String... command) throws IOException {
    return Program.run(auditor, Map.of("KEYLEDGER_PARTNER_KEY", PARTNER_KEY), command);
  }

  private static String text(String path) {
    return api().sendAnonymously("/api/v1/" + path, request -> request).text();
  }

  private static Api api() {
    return service.api(PARTNER_KEY);
  }
}
