package dev.keyledger.command.apikey;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Changes what people say of a key, and when it ends; answered with the key's version.
///
/// @param target the key
/// @param name what to call it, if anything
/// @param expiresAt when it ends, if ever
/// @param metadata what to note, by name, where a null takes an entry away; taken away as a whole,
///   nothing is noted any more
public record UpdateApiKey(
    KeyTarget target,
    Edit<KeyName> name,
    Edit<Instant> expiresAt,
    Edit<Map<String, @Nullable String>> metadata)
    implements KeyTarget.Command {}
