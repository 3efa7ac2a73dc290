package dev.keyledger.query.authentication;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of the key that has a certain digest.
///
/// @param apiKeyId the key
/// @param kind what it is for
/// @param projectId the project of a project key
/// @param name what people call it
/// @param expiresAt when it stops being valid, or earlier the secret that was presented; absent for
///   never
/// @param disabled whether it is stopped for now
/// @param revoked whether it has ended for ever
record LookupEntry(
    ApiKeyId apiKeyId,
    KeyKind kind,
    @Nullable ProjectId projectId,
    @Nullable String name,
    @Nullable Instant expiresAt,
    boolean disabled,
    boolean revoked) {

  /// The judgement of this key at `now`. Expiry is exclusive: a key is invalid at the very instant.
  Verdict judge(Instant now) {
    if (revoked) {
      return new Verdict.Revoked();
    } else if (expiresAt != null && !now.isBefore(expiresAt)) {
      return new Verdict.Expired();
    }
    return disabled ? new Verdict.Disabled() : new Verdict.Active(this);
  }
}
