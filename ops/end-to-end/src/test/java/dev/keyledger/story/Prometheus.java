package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A real Prometheus with the configuration that is shipped, which looks every second instead of
/// every quarter of a minute.
final class Prometheus implements AutoCloseable {
  private static final String SERVICE = "127.0.0.1:8081";
  private static final String EVERY = "15s";

  private final Process process;
  private final Path output;
  private final Api api;

  private Prometheus(Process process, Path output, int port) {
    this.process = process;
    this.output = output;
    this.api = new Api("http://127.0.0.1:" + port, "");
  }

  /// Starts it in `directory`, and waits until it answers.
  ///
  /// @param service the management port of the service
  static Prometheus start(Path directory, int service) throws IOException {
    for (String file : List.of("prometheus.yml", "recording-rules.yml", "alert-rules.yml")) {
      Files.writeString(
          directory.resolve(file),
          Files.readString(Rules.DIRECTORY.resolve(file))
              .replace(SERVICE, "127.0.0.1:" + service)
              .replace(EVERY, "1s"));
    }
    int port = OutsidePostgres.freePort();
    Path output = directory.resolve("output");
    var process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + directory.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--web.console.templates=" + Page.of("runbook.md").path().getParent())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    var prometheus = new Prometheus(process, output, port);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          assertThat(process.isAlive()).withFailMessage(prometheus::output).isTrue();
          return prometheus.isReady();
        });
    return prometheus;
  }

  private boolean isReady() {
    try {
      return get("/-/ready").status() == 200;
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  private String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What people see at this path.
  Answer get(String path) {
    return api.sendAnonymously(path, request -> request);
  }

  /// What a query has to say about now, which must not be an error.
  List<JsonNode> series(Query query) {
    var answer =
        get("/api/v1/query?query=" + URLEncoder.encode(query.text(), StandardCharsets.UTF_8));
    assertThat(answer.status()).as("%s: %s", query, answer.text()).isEqualTo(200);
    return answer.json().at("/data/result").valueStream().toList();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
