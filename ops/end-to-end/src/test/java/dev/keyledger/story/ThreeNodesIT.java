package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// Three processes on one ledger verify keys while some are revoked. Beside their load, nothing
/// else would start in time.
@Isolated
@Thorough
final class ThreeNodesIT {
  private static final String PROJECT = "three-nodes";
  private static final int REVOCATIONS = Boolean.getBoolean("keyledger.soak") ? 10_000 : 1_000;
  private static final int REVOKERS = 4;
  private static final Duration LEASE = Duration.ofSeconds(1);
  private static final Duration STALENESS = Duration.ofSeconds(3);
  private static final String PARTNER_KEY = Node.newKey();

  @TempDir private static Path directory;

  private static OutsidePostgres postgres;
  private static final List<Program> NODES = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    postgres = OutsidePostgres.start(directory.resolve("postgres"));
    NODES.add(start("a").ready());
    var rest = List.of(start("b"), start("c"));
    rest.forEach(node -> NODES.add(node.ready()));
  }

  private static Program start(String name) throws IOException {
    var settings = new HashMap<String, String>();
    postgres
        .settings()
        .forEach((key, text) -> settings.put(key.replace('.', '_').toUpperCase(Locale.ROOT), text));
    settings.put("KEYLEDGER_BOOTSTRAP_PARTNER_KEY", PARTNER_KEY);
    settings.put("KEYLEDGER_VERIFICATION_LEASE", LEASE.toMillis() + "ms");
    settings.put("KEYLEDGER_VERIFICATION_MAXSTALENESS", STALENESS.toMillis() + "ms");
    Path place = Files.createDirectory(directory.resolve(name));
    return Program.start(place, settings);
  }

  @AfterAll
  static void stop() throws IOException {
    NODES.forEach(Program::close);
    postgres.close();
  }

  @Test
  void noNodeLetsAKeyInAfterAllHaveConfirmedItsEnd() throws Exception {
    var over = new AtomicBoolean();
    int confirmed = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        AutoCloseable _ = () -> over.set(true)) {
      var load = NODES.stream().map(node -> threads.submit(() -> verifyUntil(over, node))).toList();
      var revoking = new ArrayList<Future<Integer>>();
      for (int i = 0; i < REVOKERS; i++) {
        revoking.add(threads.submit(() -> revokeOneByOne(REVOCATIONS / REVOKERS)));
      }
      for (var revoker : revoking) {
        confirmed += revoker.get();
      }
      over.set(true);
      for (var verifications : load) {
        assertThat(verifications.get()).isPositive();
      }
    }
    assertThat(confirmed).isGreaterThan(REVOCATIONS * 9 / 10);
  }

  /// @return how many were good, which all of them must be
  private static int verifyUntil(AtomicBoolean over, Program node) {
    String key = node.api(PARTNER_KEY).create(PROJECT, "{}").text("apiKey");
    int good = 0;
    while (!over.get()) {
      assertThat(verify(node, key)).isEqualTo(200);
      good++;
    }
    return good;
  }

  /// @return how many of the revocations all nodes had confirmed with their answers
  private static int revokeOneByOne(int count) {
    int confirmed = 0;
    for (int i = 0; i < count; i++) {
      var node = NODES.get(i % NODES.size()).api(PARTNER_KEY);
      var created = node.create(PROJECT, "{}");
      String key = created.text("apiKey");
      assertThat(NODES).extracting(each -> verify(each, key)).containsOnly(200);

      var revoked = node.delete(Api.key(PROJECT, created.text("apiKeyId")));

      assertThat(revoked.status()).isEqualTo(200);
      if (revoked.header("Keyledger-Confirmed").equals("3/3")) {
        confirmed++;
        assertThat(NODES).extracting(each -> verify(each, key)).doesNotContain(200);
      }
    }
    return confirmed;
  }

  @Test
  void aNodeThatWasStoppedForLongAcceptsNothingThatEndedMeanwhile() throws Exception {
    var frozen = NODES.getLast();
    var keys = new ArrayList<Answer>();
    for (int i = 0; i < 50; i++) {
      keys.add(NODES.getFirst().api(PARTNER_KEY).create(PROJECT, "{}"));
    }
    assertThat(keys).allMatch(key -> verify(frozen, key.text("apiKey")) == 200);

    frozen.pause();
    List<Future<Integer>> asked;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        // It is counted until it may not be answering any more, and waited for no longer than that.
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> confirmation(revocation()).equals("2/2"));
        keys.forEach(key -> assertThat(confirmation(revoke(key))).isEqualTo("2/2"));
        asked =
            keys.stream()
                .map(key -> threads.submit(() -> verify(frozen, key.text("apiKey"))))
                .toList();
      } finally {
        frozen.resume();
      }
      for (var answer : asked) {
        assertThat(answer.get()).isIn(401, 503);
      }
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> confirmation(revocation()).equals("3/3"));
  }

  private static Answer revocation() {
    return revoke(NODES.getFirst().api(PARTNER_KEY).create(PROJECT, "{}"));
  }

  private static Answer revoke(Answer created) {
    return NODES.getFirst().api(PARTNER_KEY).delete(Api.key(PROJECT, created.text("apiKeyId")));
  }

  private static String confirmation(Answer revoked) {
    return revoked.header("Keyledger-Confirmed");
  }

  private static int verify(Program node, String key) {
    return node.api(key).get("/api/v1/forward-auth?project=" + PROJECT).status();
  }
}
