package dev.keyledger.allinone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/// Brings a data directory to the point where a server can start on its cluster.
final class Cluster {
  /// The application's own database, apart from the one that PostgreSQL keeps for administration.
  static final String DATABASE = "keyledger";

  private static final Logger log = LoggerFactory.getLogger(Cluster.class);

  private Cluster() {}

  /// Clears away what a killed process left behind, and makes the cluster if there is none.
  ///
  /// @throws EmbeddedDatabaseFailure when there is one that cannot be used
  static void prepare(DataDirectory directory) throws IOException {
    directory.prepare();
    BundledBinaries.removeTorn(directory.binaries());
    LeftoverPostgres.stop(directory.cluster(), directory.binaries());
    for (var unfinished : directory.unfinishedClusters()) {
      LeftoverPostgres.stop(unfinished, directory.binaries());
      remove(unfinished);
    }
    if (Files.notExists(directory.cluster())) {
      make(directory);
    }
    requireMajor(directory.cluster());
    requirePassword(directory.password());
  }

  /// An `initdb` whose owner was killed may still be writing there; then the next start will remove
  /// it.
  private static void remove(Path unfinished) {
    try {
      FileSystemUtils.deleteRecursively(unfinished);
    } catch (IOException e) {
      log.debug("{} is still being written to.", unfinished, e);
    }
  }

  /// Until the cluster gets its name it holds nothing that anybody could miss.
  private static void make(DataDirectory directory) throws IOException {
    var password = SuperuserPassword.create(directory.password(), new SecureRandom());
    var unfinished = directory.newUnfinishedCluster();
    try (var server = PostgresServer.start(directory, unfinished, password)) {
      server.createDatabase(DATABASE);
    }
    directory.finish(unfinished);
  }

  private static void requireMajor(Path cluster) throws IOException {
    var file = cluster.resolve("PG_VERSION");
    var version = Files.exists(file) ? Files.readString(file).strip() : "unknown";
    if (!version.equals(BundledBinaries.MAJOR)) {
      throw new EmbeddedDatabaseFailure(
          "The cluster in %s is of PostgreSQL version %s, and this program brings version %s."
              .formatted(cluster, version, BundledBinaries.MAJOR),
          "Move its data with pg_dump and psql, or set KEYLEDGER_DATA_DIR to another directory.");
    }
  }

  private static void requirePassword(Path password) {
    if (Files.notExists(password)) {
      throw new EmbeddedDatabaseFailure(
          "The password of the database is missing: there is no file %s.".formatted(password),
          "Put that file back from a backup, or set KEYLEDGER_DATA_DIR to another directory.");
    }
  }
}
