package dev.keyledger.query.replay;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The last replay of a view.
///
/// @param state how far it is
/// @param dryRun whether it only compares
/// @param eventsDone events that are in the rebuilt view
/// @param eventsTotal events that are in the live view
/// @param worked how long events have been replayed
/// @param requestedAt when it was asked for
/// @param endedAt when it was over; absent while it goes on
/// @param tables what was found out about each table; absent before that
/// @param failure why it failed; absent when it did not
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Replay")
record Replay(
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            allowableValues = {
              "waiting",
              "building",
              "indexing",
              "comparing",
              "switching",
              "finished",
              "cancelled",
              "failed"
            })
        String state,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) boolean dryRun,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) long eventsDone,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) long eventsTotal,
    @JsonIgnore Duration worked,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Instant requestedAt,
    @Nullable Instant endedAt,
    @Nullable List<TableComparison> tables,
    @Nullable String failure) {

  /// How many events a second were replayed, on the whole; absent before the first.
  @JsonProperty
  @Nullable Long eventsPerSecond() {
    return worked.isZero() || eventsDone == 0
        ? null
        : eventsDone * 1000 / Math.max(1, worked.toMillis());
  }

  /// How long replaying the rest takes, in seconds, if it goes on like that; absent when it cannot
  /// be said, as of all that comes after that.
  @JsonProperty
  @Nullable Long secondsLeft() {
    Long rate = eventsPerSecond();
    return !state.equals(ReplayState.BUILDING.word()) || rate == null || rate == 0
        ? null
        : Math.max(0, (eventsTotal - eventsDone) / rate);
  }

  /// Whether the live view had the same rows as the rebuilt one; absent before that is known.
  @JsonProperty
  @Nullable Boolean equal() {
    return tables == null ? null : tables.stream().allMatch(TableComparison::equal);
  }
}
