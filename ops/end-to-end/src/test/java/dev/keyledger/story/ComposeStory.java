package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.key.PlaintextKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What can be said of the compose file without a container engine: that it and the files that it
/// puts together agree.
final class ComposeStory {
  private static final Path TWO_SIDES = ComposeFile.DIRECTORY.resolve("two-sides");
  private static final List<String> COMMAND_SIDE = List.of("command-1", "command-2");
  private static final List<String> QUERY_SIDE = List.of("query-1", "query-2", "query-3");

  @TempDir private Path directory;

  private final ComposeFile compose = ComposeFile.read();

  ComposeStory() throws IOException {}

  @Test
  void thereAreTwoSidesAndWhatTheyNeed() {
    var all = new TreeSet<>(COMMAND_SIDE);
    all.addAll(QUERY_SIDE);
    all.addAll(Set.of("grafana", "nginx", "postgres", "prometheus"));

    assertThat(compose.services()).isEqualTo(all);
    for (String name : all) {
      if (name.matches("(command|query)-.")) {
        assertThat(compose.service(name).required("hostname").asString()).isEqualTo(name);
      }
    }
  }

  @Test
  void nothingCanWriteToItsImageOrGainRights() {
    assertThat(compose.services())
        .allSatisfy(name -> {
          var service = compose.service(name);
          assertThat(service.required("read_only").asBoolean()).isTrue();
          assertThat(service.required("cap_drop").valueStream().map(JsonNode::asString))
              .containsExactly("ALL");
          assertThat(service.required("security_opt").toString()).contains("no-new-privileges");
          assertThat(service.has("privileged")).isFalse();
        });
  }

  @Test
  void onlyThisMachineReachesWhatIsPublished() {
    assertThat(compose.services())
        .allSatisfy(name ->
            assertThat(compose.service(name).path("ports").valueStream().map(JsonNode::asString))
                .allMatch(port -> port.startsWith("127.0.0.1:")));
  }

  @Test
  void whatIsMountedIsThereOrAVolume() {
    Set<String> volumes = new TreeSet<>(compose.part("volumes").propertyNames());
    Set<String> used = new TreeSet<>();
    for (String name : compose.services()) {
      for (JsonNode volume : compose.service(name).path("volumes")) {
        String source = volume.asString().replaceFirst(":.*", "");
        if (source.startsWith(".")) {
          assertThat(ComposeFile.DIRECTORY.resolve(source)).exists();
          assertThat(volume.asString()).endsWith(":ro");
        } else {
          used.add(source);
        }
      }
    }
    assertThat(used).isEqualTo(volumes);
  }

  @Test
  void nginxKnowsTheNodesByTheirNamesAndPorts() throws IOException {
    var servers = found("server (\\S+:\\d+) max_fails=3", TWO_SIDES.resolve("keyledger.conf"));
    var exposed = found("EXPOSE (\\d+)", TWO_SIDES.resolve("Dockerfile"));

    assertThat(exposed).containsExactly("8080");
    assertThat(servers)
        .containsExactlyElementsOf(
            List.of(COMMAND_SIDE, QUERY_SIDE).stream()
                .flatMap(List::stream)
                .map(name -> name + ":8080")
                .toList());
    assertThat(
            compose.service("nginx").required("depends_on").valueStream().map(JsonNode::asString))
        .map(name -> name + ":8080")
        .containsExactlyElementsOf(servers);
    assertThat(compose.environment("command-1"))
        .containsValue("http://nginx:8080/api/v1/introspect");
    assertThat(found("listen (\\d+);", TWO_SIDES.resolve("keyledger.conf")))
        .containsExactly("8080");
  }

  @Test
  void prometheusScrapesEveryNode() throws IOException {
    var prometheus = compose.service("prometheus");
    String file =
        prometheus
            .required("command")
            .get(0)
            .asString()
            .replace("--config.file=/etc/prometheus/", "");
    var targets = found("\\b([a-z]+-\\d:\\d+)", Path.of("../prometheus").resolve(file));

    assertThat(targets)
        .containsExactlyInAnyOrderElementsOf(
            List.of(COMMAND_SIDE, QUERY_SIDE).stream()
                .flatMap(List::stream)
                .map(name -> name + ":8081")
                .toList());
    assertThat(compose.environment("grafana")).containsValue("http://prometheus:9090");
  }

  @Test
  void everySecretIsMadeOnceAndIsNoSetting() throws Exception {
    Installed.assume("openssl");
    Path script = Files.createDirectory(directory.resolve("two-sides")).resolve("make-secrets.sh");
    Files.copy(TWO_SIDES.resolve("make-secrets.sh"), script);
    run(script);
    var made = contents(directory.resolve("secrets"));
    run(script);

    assertThat(contents(directory.resolve("secrets"))).isEqualTo(made).doesNotHaveDuplicates();
    var names = new TreeSet<String>();
    compose
        .part("secrets")
        .forEachEntry((name, secret) -> {
          assertThat(secret.required("file").asString()).isEqualTo("./secrets/" + name);
          assertThat(directory.resolve("secrets").resolve(name)).isNotEmptyFile();
          names.add(name);
        });
    assertThat(made).hasSameSizeAs(names);
    for (String key : List.of("partner-key", "verifier-key")) {
      assertThat(PlaintextKey.parse(Files.readString(directory.resolve("secrets/" + key))))
          .isPresent();
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("secrets"))))
        .isEqualTo("rwx------");
    assertThat(compose.services())
        .allSatisfy(name ->
            assertThat(compose.environment(name).keySet())
                .allMatch(variable -> !variable.contains("PASSWORD") || variable.endsWith("FILE")));
  }

  private static void run(Path script) throws IOException {
    var process = new ProcessBuilder("sh", script.toString()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.onExit().join().exitValue()).as(output).isZero();
  }

  private static List<String> contents(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.sorted().map(ComposeStory::read).toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> found(String pattern, Path file) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(file))
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}
