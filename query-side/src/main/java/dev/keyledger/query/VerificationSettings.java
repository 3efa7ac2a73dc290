package dev.keyledger.query;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How keys are verified.
///
/// @param maxStaleness how long a node that has lost the ledger lets in the keys that it knows;
///   then it answers 503 and is not ready
@Validated
@ConfigurationProperties("keyledger.verification")
record VerificationSettings(@DefaultValue("10m") Duration maxStaleness, @Nullable String issuer) {

  @AssertTrue(message = "keyledger.verification.max-staleness must not be negative")
  boolean isMaxStalenessPossible() {
    return !maxStaleness.isNegative();
  }
}
