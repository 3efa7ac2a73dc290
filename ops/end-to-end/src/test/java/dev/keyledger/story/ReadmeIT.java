package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the README shows is what happens.
final class ReadmeIT {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|json|text)\n(.*?)^```$");
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)\\)");
  private static final String FOR_THE_TERMINAL = "PARTNER_KEY='";
  private static final String JAVA_AND_JAR = "java -jar ops/all-in-one/target/keyledger.jar";
  private static final String NEXT = "\n--- next block ---\n";

  @TempDir private Path directory;

  @Test
  void theToursCommandsDoWhatThePageShows() throws Exception {
    Installed.assume("bash", "curl", "sed");
    String tour = section("## A tour", "## Protect");
    try (var program = Program.start(directory, Map.of()).ready()) {
      var script = new StringBuilder("set -e\n");
      var shown = new ArrayList<String>();
      for (MatchResult block : BLOCK.matcher(tour).results().toList()) {
        if (isAnswer(block)) {
          shown.add(block.group(2));
        } else if (block.group(2).startsWith("PARTNER_KEY=$(")) {
          script.append(block.group(2));
        } else if (block.group(1).equals("sh") && !block.group(2).startsWith(FOR_THE_TERMINAL)) {
          script.append(block.group(2)).append("\nprintf '").append(NEXT).append("'\n");
        }
      }

      String answers =
          bash(
              script
                  .toString()
                  .replace("http://127.0.0.1:8080", program.api("").base())
                  .replace(JAVA_AND_JAR, Program.java() + " -jar " + Installation.jar()));

      assertThat(tour).contains(FOR_THE_TERMINAL);
      assertThat(shown).hasSize(11);
      assertThat(List.of(answers.split(NEXT)))
          .map(ReadmeIT::withoutWhatDiffers)
          .isEqualTo(shown.stream().map(ReadmeIT::withoutWhatDiffers).toList());
    }
    assertThat(filesBeside(".keyledger")).isEmpty();
  }

  private static boolean isAnswer(MatchResult block) throws IOException {
    return block.group(1).equals("json")
        || (block.group(1).equals("text")
            && !withoutWhatDiffers(block.group(2)).equals(firstStart()));
  }

  @Test
  void nginxProtectsAnUpstreamInOnePaste() throws Exception {
    Installed.assume("bash", "curl", "sed", "nginx");
    var blocks =
        BLOCK
            .matcher(section("## Protect", "## The map"))
            .results()
            .map(block -> block.group(2))
            .toList();
    int front = OutsidePostgres.freePort();
    int upstream = OutsidePostgres.freePort();
    String partner = Node.newKey();
    try (var program =
        Program.start(directory, Map.of("KEYLEDGER_BOOTSTRAP_PARTNER_KEY", partner)).ready()) {
      Path example = Files.createDirectories(directory.resolve("ops/deploy/nginx"));
      String keyledger = program.api("").base().replace("http://", "");
      UnaryOperator<String> here =
          text ->
              text.replace("127.0.0.1:8080", keyledger)
                  .replace("127.0.0.1:8000", "127.0.0.1:" + front)
                  .replace("127.0.0.1:9000", "127.0.0.1:" + upstream);
      Files.writeString(
          example.resolve("keyledger.conf"),
          here.apply(Files.readString(ROOT.resolve("ops/deploy/nginx/keyledger.conf"))));

      String output = bash("set -e\nPARTNER_KEY=" + partner + "\n" + here.apply(blocks.getFirst()));

      assertThat(output).endsWith(blocks.getLast());
    }
  }

  /// The tour takes place in somebody's clone; it must not leave anything untracked there.
  private List<Path> filesBeside(String dataDir) throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .filter(file -> !file.endsWith(dataDir) && !file.toString().endsWith(".txt"))
          .toList();
    }
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    var links = LINK.matcher(readme()).results().map(link -> link.group(1)).toList();

    assertThat(links)
        .hasSizeGreaterThan(15)
        .allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
  }

  /// What the page says that a first start on a terminal shows.
  static String firstStart() throws IOException {
    return BLOCK
        .matcher(section("## A tour", "## Protect"))
        .results()
        .filter(block -> block.group(1).equals("text"))
        .map(block -> withoutWhatDiffers(block.group(2)))
        .findFirst()
        .orElseThrow();
  }

  static String withoutWhatDiffers(String text) {
    return text.strip()
        .replaceAll("\\b[0-9A-Za-z]{8}\\.[0-9A-Za-z]{32}\\b", "KEY")
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
        .replaceAll("http://127.0.0.1:[0-9]+", "HERE")
        .replaceAll("\"prefix\":\"\\w{8}\"", "PREFIX")
        .replaceAll("\"(created|rotated|revoked)At\":\"[^\"]+Z\"", "$1")
        .replaceAll("\"time\":\"[^\"]+Z\"", "TIME")
        .replaceAll("\"iat\":\\d+", "IAT")
        // It says so when the newest event is not signed yet.
        .replaceAll("(?m)^waiting for a checkpoint.*\n", "")
        // How fast it goes depends on the machine.
        .replaceAll("(?m)^events +\\d+%.*\n", "")
        // It is there when the views were quicker than the reader.
        .replaceAll(",\"lastUsedAt\":\"[^\"]+Z\"", "");
  }

  private String bash(String script) throws IOException {
    var bash =
        new ProcessBuilder("bash", "-c", script)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.onExit().join().exitValue()).as(output).isZero();
    return output;
  }

  private static String section(String from, String to) throws IOException {
    String readme = readme();
    return readme.substring(readme.indexOf(from), readme.indexOf(to));
  }

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }
}
