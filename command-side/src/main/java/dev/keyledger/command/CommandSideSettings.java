package dev.keyledger.command;

import dev.keyledger.ledger.CheckpointSettings;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The settings of the command side.
///
/// @param dataDir the directory for what this node keeps beside the database
///   (`KEYLEDGER_DATA_DIR`). It is text, because a `Path` would be looked for on the class path
///   first
/// @param verifierKeyFile the file with the key by which a node of the command side alone asks the
///   query side about its callers; by default `verifier-key` in the data directory
/// @param queryRole the role in PostgreSQL as which the query side runs, where that is another one:
///   it is given its rights to the ledger
@ConfigurationProperties("keyledger")
record CommandSideSettings(
    @DefaultValue(DATA_DIR) String dataDir,
    @Nullable String verifierKeyFile,
    @Nullable String queryRole,
    @DefaultValue Checkpoint checkpoint) {

  private static final String DATA_DIR = ".keyledger";

  CommandSideSettings {
    dataDir = dataDir.isBlank() ? DATA_DIR : dataDir;
    verifierKeyFile = unlessBlank(verifierKeyFile);
    queryRole = unlessBlank(queryRole);
  }

  /// A variable that is there and empty counts as none, as in a file of variables it often is.
  private static @Nullable String unlessBlank(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  /// Where the first partner key waits for its use.
  Path partnerKeyFile() {
    return Path.of(dataDir, "partner-key").toAbsolutePath();
  }

  /// Where a node of the command side alone finds its verifier key.
  Path verifierKey() {
    return path(verifierKeyFile).orElse(Path.of(dataDir, "verifier-key")).toAbsolutePath();
  }

  CheckpointSettings checkpoints() {
    return new CheckpointSettings(
        checkpoint.origin,
        path(checkpoint.keyFile).orElse(Path.of(dataDir, "checkpoint-key.pem").toAbsolutePath()),
        Path.of(dataDir, "checkpoint-signed").toAbsolutePath(),
        path(checkpoint.copies).orElse(null),
        checkpoint.replacesKey);
  }

  private static Optional<Path> path(@Nullable String text) {
    return Optional.ofNullable(text).map(Path::of);
  }

  /// How the ledger's head is signed.
  ///
  /// @param origin names the ledger in its checkpoints, without spaces or `+`; by default
  ///   `keyledger/<ledger UUID>`
  /// @param keyFile an Ed25519 private key in PEM; by default `checkpoint-key.pem` in the data
  ///   directory, made where it is missing. Nodes on one ledger are given the same
  /// @param copies a file outside the database to which every checkpoint is appended; none by
  ///   default
  /// @param replacesKey the id of the key that the one in `keyFile` takes over from
  record Checkpoint(
      @Nullable String origin,
      @Nullable String keyFile,
      @Nullable String copies,
      @Nullable String replacesKey) {

    Checkpoint {
      origin = unlessBlank(origin);
      keyFile = unlessBlank(keyFile);
      copies = unlessBlank(copies);
      replacesKey = unlessBlank(replacesKey);
    }
  }
}
