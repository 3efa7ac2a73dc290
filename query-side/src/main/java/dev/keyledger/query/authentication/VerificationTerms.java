package dev.keyledger.query.authentication;

import java.time.Duration;

/// On which terms a node verifies keys from its memory.
///
/// @param maxStaleness how long it goes on with the keys that it knows when it has lost the ledger
public record VerificationTerms(Duration maxStaleness) {}
