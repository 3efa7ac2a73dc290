package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.story.TwoSidesLoad.Tally;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// Two command nodes and three query nodes behind nginx go on while any of them ends. Beside their
/// load, nothing else would start in time.
@Isolated
@Thorough
final class TwoSidesIT {
  /// Of a thousand requests, so many may fail when processes are killed.
  private static final int FAILURES_PER_THOUSAND = 5;

  @TempDir private static Path directory;

  private static TwoSides sides;

  @BeforeAll
  static void start() throws IOException {
    Installed.assume("bash", "nginx", "openssl", "psql");
    sides = new TwoSides(directory);
  }

  @AfterAll
  static void stop() throws IOException {
    sides.close();
  }

  @Test
  void oneOriginDocumentsBoth() {
    var service = sides.service();

    assertThat(service.get("/v3/api-docs").json().required("paths").propertyNames())
        .contains("/introspect", "/auditEvents/stream")
        .doesNotContain("/revoke");
    assertThat(service.get("/v3/api-docs/commands").json().required("paths").propertyNames())
        .contains("/revoke")
        .doesNotContain("/introspect");
    assertThat(service.get("/v3/api-docs/swagger-config").json().required("urls"))
        .extracting(each -> each.required("url").asString())
        .containsExactlyInAnyOrder("/v3/api-docs", "/v3/api-docs/commands");
  }

  @Test
  void aRollingRestartFailsNobody() throws Exception {
    try (var load = TwoSidesLoad.start(sides.service())) {
      for (String node : sides.nodes()) {
        sides.stop(node);
        sides.comeBack(node);
      }

      assertThat(load.tally().failures()).isEmpty();
      load.assertNothingWrongOrLost();
    }
  }

  @Test
  void whateverIsKilledNothingIsLostAndNobodyIsWronged() throws Exception {
    try (var load = TwoSidesLoad.start(sides.service())) {
      for (String node : sides.nodes()) {
        sides.kill(node);
        sides.comeBack(node);
      }
      Tally beforeOutage = load.tally();
      load.mayGoUnanswered(true);
      sides.killProxy();
      Thread.sleep(1000);
      load.mayGoUnanswered(false);
      sides.postgres().crash();
      sides.awaitHealth();
      Tally afterOutage = load.tally();
      Thread.sleep(1000);
      Tally all = beforeOutage.and(load.tally().since(afterOutage));

      load.assertNothingWrongOrLost();
      assertThat(all.failures().size())
          .as("failed: %s", all.failures())
          .isLessThanOrEqualTo(all.requests() * FAILURES_PER_THOUSAND / 1000);
    }
  }
}
