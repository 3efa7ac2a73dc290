package dev.keyledger.query.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What was found out about a table, live and rebuilt, when both held the same events.
///
/// @param table its name, with its schema
/// @param equal whether both had the same rows
/// @param liveRows rows in the live table
/// @param rebuiltRows rows in the rebuilt one
/// @param liveDigest SHA-256, in hexadecimal, of the live table's rows as PostgreSQL's COPY writes
///   them in text format, in the order of their keys
/// @param rebuiltDigest the same of the rebuilt table
/// @param firstDifference where the first difference is; absent when there is none
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "TableComparison")
record TableComparison(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "lookup.api_key") String table,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) boolean equal,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) long liveRows,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) long rebuiltRows,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String liveDigest,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String rebuiltDigest,
    @Nullable String firstDifference) {}
