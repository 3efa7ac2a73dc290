package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// An operator has a view made again from the command line.
@Thorough
final class ReplayIT {
  @TempDir private static Path directory;
  private static Node node;

  @BeforeAll
  static void haveAKey() {
    node = Node.start(directory);
    node.api().create("replay", "{\"name\": \"one\"}");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void theExitStatusSaysWhetherTheViewIsWhatItsEventsMake() throws Exception {
    expect(0, "catalog.api_key: 2 rows, as their events make them\ncatalog is left as it is\n");
    node.bean(JdbcClient.class).sql("DELETE FROM catalog.api_key WHERE name = 'one'").update();
    expect(1, "catalog.api_key: 1 rows, and their events make 2. api_key_id: ");
    try (var replay = start("replay", "catalog", "--url", node.api().base())) {
      assertThat(replay.exitCode()).as(replay.output()).isZero();
      assertThat(replay.output()).contains("catalog is replaced\n");
    }
    expect(0, "catalog.api_key: 2 rows, as their events make them\n");
  }

  private static void expect(int status, String output) throws Exception {
    try (var replay = start("replay", "catalog", "--dry-run", "--url", node.api().base())) {
      assertThat(replay.exitCode()).as(replay.output()).isEqualTo(status);
      assertThat(replay.output()).contains(output);
    }
  }

  @Test
  void aRefusalSaysWhy() throws Exception {
    try (var replay = start("replay", "usage", "--url", node.api().base())) {
      assertThat(replay.exitCode()).isEqualTo(1);
      assertThat(replay.output()).contains("not replayed: ", "answers 409: usage is counted");
    }
  }

  private static Program start(String... command) throws IOException {
    return Program.run(directory, Map.of("KEYLEDGER_PARTNER_KEY", node.partnerKey()), command);
  }
}
