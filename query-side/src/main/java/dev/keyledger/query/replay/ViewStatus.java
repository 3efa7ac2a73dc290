package dev.keyledger.query.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A view, and whether it is as it should be.
///
/// @param view its name
/// @param derived whether it follows from the ledger alone, and so can be made again
/// @param note why it cannot; absent when it can
/// @param position it holds every event up to this position; absent where it holds none
/// @param head the position of the newest event
/// @param replay its last replay; absent when there was none
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "View")
record ViewStatus(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "lookup") String view,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) boolean derived,
    @Nullable String note,
    @Nullable Long position,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) long head,
    @Nullable Replay replay) {}
