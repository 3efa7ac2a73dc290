package dev.keyledger.command;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The settings of the command side.
///
/// @param dataDir the directory for what this node keeps beside the database
///   (`KEYLEDGER_DATA_DIR`). It is text, because a `Path` would be looked for on the class path
///   first
@ConfigurationProperties("keyledger")
record CommandSideSettings(@DefaultValue(".keyledger") String dataDir) {

  /// Where the first partner key waits for its use.
  Path partnerKeyFile() {
    return Path.of(dataDir, "partner-key").toAbsolutePath();
  }
}
