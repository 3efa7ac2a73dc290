package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;

/// How whoever starts Keyledger gets the first partner key.
@Thorough
final class FirstPartnerKeyIT {
  private static final Pattern KEY = Pattern.compile("\\b[0-9A-Za-z]{8}\\.[0-9A-Za-z]{32}\\b");
  private static final String VARIABLE = "KEYLEDGER_BOOTSTRAP_PARTNER_KEY";

  @TempDir private static Path shared;
  private static OutsidePostgres postgres;

  @TempDir private Path directory;
  private String database;

  @BeforeAll
  static void startPostgres() throws IOException {
    postgres = OutsidePostgres.start(shared.resolve("postgres"));
  }

  @AfterAll
  static void stopPostgres() throws IOException {
    postgres.close();
  }

  /// For those that need no database of the service's own: to make one takes long.
  @BeforeEach
  void makeDatabase() {
    database = "first_" + UUID.randomUUID().toString().replace('-', '_');
    postgres.createDatabase(database, "template0");
  }

  @Test
  void withoutATerminalItLiesInAFileUntilItsFirstUseAndThenNowhere() throws Exception {
    Path file = directory.resolve(".keyledger/partner-key");
    String key;
    try (var program = Program.start(directory, Map.of()).ready()) {
      assertThat(Files.getPosixFilePermissions(file))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(program.output()).contains(file.toString()).doesNotContainPattern(KEY);
      key = Files.readString(file).strip();

      assertThat(program.api(Node.newKey()).self().status()).isEqualTo(401);
      assertThat(file).exists();
      assertThat(program.api(key).create("first", "{}").status()).isEqualTo(200);
      assertThat(file).doesNotExist();

      assertThat(program.interrupt()).isEqualTo(130);
      assertIsNowhere(key, program.output());
    }

    try (var again = Program.start(directory, Map.of()).ready()) {
      assertThat(file).doesNotExist();
      assertThat(again.output()).doesNotContain("partner key").doesNotContainPattern(KEY);
      assertThat(again.api(key).self().text("kind")).isEqualTo("partner");
    }
  }

  private void assertIsNowhere(String key, String output) throws IOException {
    // Also the part behind the dot alone: with the prefix, which is public, it makes the key.
    String secret = key.substring(9);
    assertThat(output).doesNotContain(secret);
    try (var files = Files.walk(directory.resolve(".keyledger"))) {
      assertThat(files.filter(Files::isRegularFile))
          .hasSizeGreaterThan(100)
          .allSatisfy(file ->
              assertThat(Files.readString(file, StandardCharsets.ISO_8859_1).contains(secret))
                  .isFalse());
    }
  }

  @Test
  void onATerminalItIsShownOnceInACommandThatWorksWhenPasted() throws Exception {
    Installed.assume("script", "bash", "curl");
    try (var program = Program.startOnTerminal(directory).ready()) {
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> program.output().contains("\"name\": \"test\""));
      String shown = program.output().replace("\r", "");
      assertThat(ReadmeIT.withoutWhatDiffers(shown)).contains(ReadmeIT.firstStart());
      String command = shown.substring(shown.indexOf("curl "), shown.indexOf("}'") + 2);

      var curl = new ProcessBuilder("bash", "-c", command).start();
      var answer = JsonMapper.shared().readTree(curl.getInputStream());

      assertThat(answer.get("name").asString()).isEqualTo("test");
      assertThat(program.api(answer.get("apiKey").asString()).self().status()).isEqualTo(200);
      assertThat(directory.resolve(".keyledger/partner-key")).doesNotExist();
    }
  }

  @Test
  void oneThatIsBroughtAlongIsTakenAndLaterOnesAreIgnored() throws Exception {
    String mine = Node.newKey();
    String late = Node.newKey();
    try (var program = Program.start(directory, environment(mine)).ready()) {
      assertThat(program.api(mine).self().text("kind")).isEqualTo("partner");
      assertThat(program.output()).doesNotContainPattern(KEY);
      assertThat(directory.resolve(".keyledger/partner-key")).doesNotExist();
    }
    try (var program = Program.start(directory, environment(late)).ready()) {
      assertThat(program.api(mine).self().status()).isEqualTo(200);
      assertThat(program.api(late).self().status()).isEqualTo(401);
    }
    try (var program = Program.start(directory, environment("not a key")).ready()) {
      assertThat(program.api(mine).self().status()).isEqualTo(200);
    }
  }

  /// As in a compose file that passes a variable on which nobody has set.
  @Test
  void anEmptyVariableCountsAsNone() throws Exception {
    try (var _ = Program.start(directory, environment("")).ready()) {
      assertThat(directory.resolve(".keyledger/partner-key")).content().containsPattern(KEY);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cr3t-but-no-key", " "})
  void oneThatIsNoKeyFailsTheStartWithASentenceThatDoesNotRepeatIt(String text) throws Exception {
    try (var program = Program.start(directory, environment(text))) {
      assertThat(program.exitCode()).isEqualTo(1);
      assertThat(program.output())
          .contains(VARIABLE + " is not an API key")
          .doesNotContain("s3cr3t", "\tat ", "stack_trace");
    }
  }

  @Test
  void withoutAPlaceToKeepAnythingTheStartFailsWithASentenceAndNothingIsMade() throws Exception {
    Path noDirectory = Files.createFile(directory.resolve("a file"));
    var environment = environment();
    environment.put("KEYLEDGER_DATA_DIR", noDirectory.resolve("data").toString());
    try (var program = Program.start(directory, environment)) {
      assertThat(program.exitCode()).isEqualTo(1);
      assertThat(program.output())
          .contains("The key that signs checkpoints cannot be kept in " + noDirectory)
          .contains("KEYLEDGER_DATA_DIR")
          .doesNotContain("\tat ", "stack_trace");
    }
    assertThat(partnerKeys()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"one, two", "shared, shared"})
  void twoNodesThatStartAtOnceEndWithOne(String firstDirectory, String secondDirectory)
      throws Exception {
    try (var one = startIn(firstDirectory);
        var two = startIn(secondDirectory)) {
      one.ready();
      two.ready();

      assertThat(partnerKeys()).isEqualTo(1);
      var files = handedOver(new TreeSet<>(List.of(firstDirectory, secondDirectory)));
      assertThat(files).hasSize(1);
      String key = Files.readString(files.getFirst()).strip();
      assertThat(one.api(key).self().status()).isEqualTo(200);
      assertThat(two.api(key).self().status()).isEqualTo(200);
    }
  }

  /// What lies in the nodes' data directories once they are ready: drafts would be seen here too.
  private List<Path> handedOver(Set<String> directories) throws IOException {
    var files = new ArrayList<Path>();
    for (String name : directories) {
      Path dataDir = directory.resolve(name).resolve(".keyledger");
      if (Files.isDirectory(dataDir)) {
        try (var entries = Files.list(dataDir)) {
          entries
              .filter(entry -> entry.getFileName().toString().startsWith("partner-key"))
              .forEach(files::add);
        }
      }
    }
    return files;
  }

  private Program startIn(String name) throws IOException {
    return Program.start(Files.createDirectories(directory.resolve(name)), environment());
  }

  private Map<String, String> environment(String partnerKey) {
    var environment = environment();
    environment.put(VARIABLE, partnerKey);
    return environment;
  }

  private Map<String, String> environment() {
    var environment = new HashMap<String, String>();
    for (var setting : postgres.settings(database).entrySet()) {
      environment.put(
          setting.getKey().toUpperCase(Locale.ROOT).replace('.', '_'), setting.getValue());
    }
    return environment;
  }

  private long partnerKeys() {
    return JdbcClient.create(
            new DriverManagerDataSource(postgres.url(database), "postgres", "unused"))
        .sql("SELECT count(*) FROM ledger.event WHERE payload LIKE '%\"kind\":\"partner\"%'")
        .query(Long.class)
        .single();
  }
}
