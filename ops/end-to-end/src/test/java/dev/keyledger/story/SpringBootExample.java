package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The Spring Boot application that is shipped as an example, as a process of its own on a free
/// port. It is started as its page says.
final class SpringBootExample implements AutoCloseable {
  private static final Path EXAMPLE = Path.of("..", "deploy", "spring-boot");
  private static final Pattern OPTION = Pattern.compile("(?<= )-Dsun\\S+");
  private static final Pattern PORT = Pattern.compile("Jetty started on port (\\d+)");

  private final Process process;
  private final Path output;

  private SpringBootExample(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /// Starts one, and waits until it takes requests.
  ///
  /// @param keyledger where the service is, such as `http://127.0.0.1:8080`
  /// @param more settings that the example has not
  static SpringBootExample start(
      Path directory, String keyledger, String verifierKey, String... more) throws IOException {
    var command = new ArrayList<>(List.of(Program.java(), "-XX:TieredStopAtLevel=1"));
    OPTION
        .matcher(Files.readString(EXAMPLE.resolve("README.md")))
        .results()
        .map(MatchResult::group)
        .forEach(command::add);
    assertThat(command).as("options for timeouts").hasSize(4);
    Path jar = EXAMPLE.resolve("target/spring-boot-example.jar").toAbsolutePath().normalize();
    command.addAll(List.of("-jar", jar.toString(), "--server.port=0"));
    command.add(
        "--spring.security.oauth2.resourceserver.opaquetoken.introspection-uri="
            + keyledger
            + "/api/v1/introspect");
    command.addAll(List.of(more));
    Path output = Files.createTempFile(directory, "example-", ".txt");
    var builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("KEYLEDGER_VERIFIER_KEY", verifierKey);
    var example = new SpringBootExample(builder.start(), output);
    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> {
          assertThat(example.process.isAlive()).as(example.output()).isTrue();
          return PORT.matcher(example.output()).find();
        });
    return example;
  }

  /// It as a client sees it that holds a key.
  Api as(String key) {
    var port = PORT.matcher(output()).results().findFirst().orElseThrow().group(1);
    return new Api("http://127.0.0.1:" + port, key);
  }

  /// What it has printed so far.
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
