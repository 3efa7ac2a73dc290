package dev.keyledger.ledger;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How this node signs the ledger's head.
///
/// @param origin names the ledger in its checkpoints; absent for `keyledger/<ledger UUID>`
/// @param key the private key, PKCS#8 in PEM; made on the first start where the file is missing
/// @param state where this node remembers what it has signed
/// @param copies a file outside the database to which every checkpoint is appended; absent for none
/// @param replaces the key id, 8 hexadecimal digits, of the key that this node's key takes over
///   from; absent while nothing is replaced
public record CheckpointSettings(
    @Nullable String origin,
    Path key,
    Path state,
    @Nullable Path copies,
    @Nullable String replaces) {}
