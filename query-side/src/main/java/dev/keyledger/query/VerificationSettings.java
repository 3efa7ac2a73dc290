package dev.keyledger.query;

import dev.keyledger.query.authentication.VerificationTerms;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How keys are verified.
///
/// @param node the node's name, which no other has and which it keeps when it is started again; by
///   default its host's name and its port
/// @param lease for how long changes wait for a node that does not answer
/// @param onLeaseLoss what a node does when it has lost the ledger for that long
/// @param maxStaleness how long a node that has lost the ledger lets in the keys that it knows;
///   then it answers 503 and is not ready
/// @param issuer the URL that introspection names as the keys' issuer, as it is; absent for none
@Validated
@ConfigurationProperties("keyledger.verification")
record VerificationSettings(
    @Size(min = 1, max = 200) @Nullable String node,
    @DefaultValue("10s") Duration lease,
    @DefaultValue("serve-known") OnLeaseLoss onLeaseLoss,
    @DefaultValue("10m") Duration maxStaleness,
    @Nullable String issuer) {

  /// What is there and empty counts as none.
  VerificationSettings {
    node = node == null || node.isBlank() ? null : node;
    issuer = issuer == null || issuer.isBlank() ? null : issuer;
  }

  @AssertTrue(message = "keyledger.verification.lease must be at least a second")
  boolean isLeasePossible() {
    return lease.compareTo(Duration.ofSeconds(1)) >= 0;
  }

  @AssertTrue(
      message =
          "keyledger.verification.max-staleness must be at least keyledger.verification.lease")
  boolean isMaxStalenessPossible() {
    return maxStaleness.compareTo(lease) >= 0;
  }

  @AssertTrue(
      message =
          "keyledger.verification.issuer must be an https or http URL without a query or a fragment"
              + " (RFC 8414, section 2)")
  boolean isIssuerPossible() {
    if (issuer == null) {
      return true;
    }
    try {
      var url = new URI(issuer);
      return ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
          && url.getHost() != null
          && url.getRawQuery() == null
          && url.getRawFragment() == null;
    } catch (URISyntaxException _) {
      return false;
    }
  }

  VerificationTerms terms(String defaultNode) {
    return new VerificationTerms(
        Optional.ofNullable(node).orElse(defaultNode),
        lease,
        onLeaseLoss == OnLeaseLoss.REFUSE ? lease : maxStaleness,
        issuer);
  }

  /// What a node does that has lost the ledger for longer than its lease.
  enum OnLeaseLoss {
    /// It lets in the keys that it knows, until they are too old.
    SERVE_KNOWN,
    /// It answers 503.
    REFUSE
  }
}
