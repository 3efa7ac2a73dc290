package dev.keyledger.command;

import dev.keyledger.key.PlaintextKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;

/// Sees to it that a node of the command side alone has a verifier key to ask the query side with.
///
/// What is in the file counts. Where there is none, the key that was brought along goes there, or
/// the one that the first start on the ledger mints.
final class VerifierKeyAtStart implements ApplicationRunner {
  private static final Logger log = LoggerFactory.getLogger(VerifierKeyAtStart.class);

  private final Path file;
  private final Environment environment;
  private final HandOver handOver;
  private final FirstStart firstStart;

  /// @param file where the key is
  /// @param handOver puts it there
  VerifierKeyAtStart(Path file, Environment environment, HandOver handOver, FirstStart firstStart) {
    this.file = file;
    this.environment = environment;
    this.handOver = handOver;
    this.firstStart = firstStart;
  }

  @Override
  public void run(ApplicationArguments arguments) throws IOException {
    var brought = BootstrapKey.VERIFIER.broughtAlong(environment);
    if (Files.notExists(file)) {
      brought.ifPresent(this::keep);
      firstStart.run(arguments);
    } else if (brought.isPresent()) {
      firstStart.run(arguments);
    }
    if (Files.notExists(file)) {
      log.warn(
          "There is no verifier key in {}: this node answers 503 until somebody puts one there, such"
              + " as a copy of another node's",
          file);
    }
  }

  private void keep(PlaintextKey key) {
    handOver.prepare();
    handOver.give(key);
  }
}
