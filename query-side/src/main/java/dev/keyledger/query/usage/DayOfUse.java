package dev.keyledger.query.usage;

import dev.keyledger.query.authentication.Outcome;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.Map;

/// How often a key was presented on one day, by what came of it.
///
/// @param day in UTC
/// @param active how often it was good
/// @param expired how often its time was over, or that of its older secret
/// @param disabled how often it was disabled
/// @param revoked how often it was revoked
/// @param wrongProject how often it was good, and not for what it was presented for
@Schema(name = "ApiKeyUsage")
record DayOfUse(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) LocalDate day,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) long active,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) long expired,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) long disabled,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) long revoked,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) long wrongProject) {

  static DayOfUse of(LocalDate day, Map<Outcome, Long> uses) {
    return new DayOfUse(
        day,
        uses.getOrDefault(Outcome.ACTIVE, 0L),
        uses.getOrDefault(Outcome.EXPIRED, 0L),
        uses.getOrDefault(Outcome.DISABLED, 0L),
        uses.getOrDefault(Outcome.REVOKED, 0L),
        uses.getOrDefault(Outcome.WRONG_PROJECT, 0L));
  }
}
