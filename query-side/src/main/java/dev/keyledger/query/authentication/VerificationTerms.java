package dev.keyledger.query.authentication;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// On which terms a node verifies keys from its memory.
///
/// @param node its name among the nodes
/// @param lease for how long changes wait for it when it has lost the ledger
/// @param serves for how long it goes on then with the keys that it knows
/// @param issuer the URL that introspection names as the keys' issuer; absent for none
public record VerificationTerms(
    String node, Duration lease, Duration serves, @Nullable String issuer) {}
