package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyledger.story.FaultyWire.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The program is killed while it stores a key, and nobody is told what became of it.
@Thorough
@Timeout(120)
final class KilledProgramIT {
  /// It first goes over the wire in the event that is to be stored, with which the commit travels.
  private static final String PROJECT = "killed";

  private static final int FIRST_START = 2;
  private static final int BEFORE = 20;

  @TempDir private Path directory;

  private final String partnerKey = Node.newKey();
  private OutsidePostgres postgres;

  @BeforeEach
  void startPostgres() throws IOException {
    postgres = OutsidePostgres.start(directory.resolve("postgres"));
  }

  @AfterEach
  void stopPostgres() throws IOException {
    postgres.close();
  }

  /// @param fault what happened to the commit before
  /// @param stored how many keys there are of those that nobody was told of
  @ParameterizedTest
  @CsvSource({"FROZEN, 0", "ANSWER_LOST_AND_AWAY, 1"})
  void whatWasAnsweredIsThereAndTheRestWholeOrNot(Fault fault, int stored) throws Exception {
    try (var wire = new FaultyWire(postgres.url(), PROJECT, fault);
        var other = start("other", postgres.url());
        var killed = start("killed", wire.url());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answered =
          Stream.generate(() -> killed.api(partnerKey).create("answered", "{}"))
              .limit(BEFORE)
              .map(answer -> answer.text("apiKey"))
              .toList();
      var told = threads.submit(() -> killed.api(partnerKey).create(PROJECT, "{}"));
      wire.awaitFault();
      killed.kill();
      assertThatThrownBy(told::get).hasCauseInstanceOf(UncheckedIOException.class);

      long start = System.nanoTime();
      assertThat(other.api(partnerKey).create("other", "{}").status()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));

      wire.mend();
      try (var again = killed.again().ready()) {
        assertAllIsThere(again, answered, stored);
        assertThat(again.api(partnerKey).create(PROJECT, "{}").status()).isEqualTo(200);
        assertAllIsThere(other, answered, stored + 1);
      }
    }
    int events = FIRST_START + BEFORE + 1 + stored + 1;
    assertThat(verified()).contains(events + " events, and all of them are as they were");
  }

  private void assertAllIsThere(Program program, List<String> answered, int inProject) {
    assertThat(answered).allMatch(key -> program.api(key).self().status() == 200);
    assertThat(program.api(partnerKey).list(PROJECT, "").json()).hasSize(inProject);
  }

  private Program start(String name, String url) throws IOException {
    return Program.start(Files.createDirectory(directory.resolve(name)), settings(url)).ready();
  }

  private String verified() throws IOException {
    var program =
        Program.run(directory.resolve("other"), settings(postgres.url()), "verify-ledger");
    assertThat(program.exitCode()).as(program.output()).isZero();
    return program.output();
  }

  private Map<String, String> settings(String url) {
    var settings = new HashMap<String, String>();
    postgres
        .settings()
        .forEach((key, text) -> settings.put(key.replace('.', '_').toUpperCase(Locale.ROOT), text));
    settings.put("SPRING_DATASOURCE_URL", url);
    settings.put("KEYLEDGER_BOOTSTRAP_PARTNER_KEY", partnerKey);
    return settings;
  }
}
