package dev.keyledger.allinone;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/// The PostgreSQL programs inside this one.
///
/// The library remembers by resolver where it unpacked, for the whole JVM: a resolver of its own
/// for each start keeps each data directory's programs in that directory.
final class BundledBinaries implements PgBinaryResolver {
  /// The major version: clusters of another one cannot be opened.
  static final String MAJOR = "18";

  @Override
  public InputStream getPgBinary(String system, String machineHardware) throws IOException {
    try {
      return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machineHardware);
    } catch (IllegalStateException e) {
      throw new EmbeddedDatabaseFailure(
          "This program brings no PostgreSQL for %s on %s.".formatted(system, machineHardware),
          "Run PostgreSQL %s yourself and set SPRING_DATASOURCE_URL, SPRING_DATASOURCE_USERNAME and"
                  .formatted(MAJOR)
              + " SPRING_DATASOURCE_PASSWORD.",
          e);
    }
  }

  /// Removes what a killed process unpacked only in part: the library would keep the torn files.
  static void removeTorn(Path binaries) throws IOException {
    try (var unpacked = Files.newDirectoryStream(binaries)) {
      for (var programs : unpacked) {
        if (Files.notExists(programs.resolve(".exists"))) {
          FileSystemUtils.deleteRecursively(programs);
        }
      }
    }
  }
}
