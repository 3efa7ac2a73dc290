package dev.keyledger.query.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/// What a key was from a moment on, and what decided it.
///
/// @param valid whether it worked: whether it was `active`
/// @param status `active`, `disabled`, `expired` or `revoked`
/// @param since the moment
/// @param decidedBy `event`, or `expiry` when the clock decided
/// @param event the event that decided; for an expiry, the one that set it
@Schema(name = "ApiKeyDecision")
record Decision(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) boolean valid,
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            allowableValues = {"active", "disabled", "expired", "revoked"})
        String status,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Instant since,
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            allowableValues = {EVENT, EXPIRY})
        String decidedBy,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) AuditEntry event) {
  static final String EVENT = "event";
  static final String EXPIRY = "expiry";
}
