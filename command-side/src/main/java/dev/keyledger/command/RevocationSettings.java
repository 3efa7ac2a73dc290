package dev.keyledger.command;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How keys are revoked.
///
/// @param maxWait how long the answer to a revocation waits for the nodes that verify keys
@Validated
@ConfigurationProperties("keyledger.revocation")
record RevocationSettings(@DefaultValue("2s") Duration maxWait) {

  @AssertTrue(message = "keyledger.revocation.max-wait must be from 1 ms to 1 min")
  boolean isMaxWaitPossible() {
    return maxWait.isPositive() && maxWait.compareTo(Duration.ofMinutes(1)) <= 0;
  }
}
