package dev.keyledger.query.authentication;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// On which terms a node verifies keys from its memory.
///
/// @param maxStaleness how long it goes on with the keys that it knows when it has lost the ledger
/// @param issuer the URL that introspection names as the keys' issuer; absent for none
public record VerificationTerms(Duration maxStaleness, @Nullable String issuer) {}
