package dev.keyledger.allinone;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What can be set of the embedded database.
///
/// @param dataDir the directory that keeps everything, `.keyledger` in the working directory by
///   default; text and not a path, because the binder looks for a path on the class path first
@ConfigurationProperties("keyledger")
record EmbeddedDatabaseSettings(@DefaultValue(".keyledger") String dataDir) {}
