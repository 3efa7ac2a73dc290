package dev.keyledger.ledger;

import dev.keyledger.story.OutsidePostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/// A PostgreSQL for the tests of a class, and in it an empty ledger with one node for each test.
final class OneLedger
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private @Nullable Path directory;
  private @Nullable OutsidePostgres postgres;
  private @Nullable Databases database;
  private @Nullable LedgerNode node;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    directory = Files.createTempDirectory("ledger");
    postgres = OutsidePostgres.start(directory.resolve("postgres"));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    database = Databases.another(Objects.requireNonNull(postgres));
    node = LedgerNode.on(database);
  }

  Databases database() {
    return Objects.requireNonNull(database);
  }

  LedgerNode node() {
    return Objects.requireNonNull(node);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (node != null) {
      node.close();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (postgres != null) {
      postgres.close();
    }
    FileSystemUtils.deleteRecursively(directory);
  }
}
