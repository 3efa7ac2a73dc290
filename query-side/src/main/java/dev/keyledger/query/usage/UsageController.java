package dev.keyledger.query.usage;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.http.AllowedTo;
import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Problem;
import dev.keyledger.http.ProblemException;
import dev.keyledger.http.Refuses;
import dev.keyledger.query.view.KnownKeys;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Shows how much keys are used.
@RestController
@AllowedTo(KeyKind.PARTNER)
@Tag(name = "Projects -- Api Key")
final class UsageController {
  private static final String OF_PROJECT = "/api/v1/projects/{projectId}/apiKeys/{apiKeyId}/usage";
  private static final String OF_NO_PROJECT = "/api/v1/partner/apiKeys/{apiKeyId}/usage";

  /// Days that are shown when nothing else is asked for, and at most.
  private static final int USUAL_DAYS = 30;

  private static final int MOST_DAYS = 366;

  /// An RFC 3339 full-date; Java's own parser takes years with more digits.
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private final Usages usages;
  private final KnownKeys keys;
  private final Clock clock;

  UsageController(Usages usages, KnownKeys keys, Clock clock) {
    this.usages = usages;
    this.keys = keys;
    this.clock = clock;
  }

  @GetMapping({OF_PROJECT, OF_NO_PROJECT})
  @Operation(
      operationId = "getApiKeyUsage",
      summary = "Get the usage of an API Key",
      description =
          "How often the key was verified on each day, by outcome, oldest first; days without use"
              + " are left out. Up to ten seconds old.")
  @ApiResponse(responseCode = "200", description = "The days", useReturnTypeSchema = true)
  @Refuses(ErrorCode.NOT_FOUND)
  List<DayOfUse> usage(
      @PathVariable(required = false) @Nullable ProjectId projectId,
      @PathVariable ApiKeyId apiKeyId,
      @Parameter(
              description = "The first day (UTC). Absent: 30 days up to the last.",
              schema = @Schema(type = "string", format = "date"))
          @RequestParam(required = false)
          @Nullable String from,
      @Parameter(
              description = "The last day (UTC), included. Absent: today.",
              schema = @Schema(type = "string", format = "date"))
          @RequestParam(required = false)
          @Nullable String to) {
    LocalDate last =
        to == null ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) : day("to", to);
    LocalDate first = from == null ? last.minusDays(USUAL_DAYS - 1) : day("from", from);
    if (first.isAfter(last) || first.plusDays(MOST_DAYS).isBefore(last)) {
      throw refused("from", "must not be after to, nor more than a year before it");
    }
    keys.require(projectId, apiKeyId);
    return usages.days(apiKeyId, first, last);
  }

  private static LocalDate day(String parameter, String text) {
    try {
      if (DATE.matcher(text).matches()) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeException _) {
      // Such as the 30th of February: refused like any other text.
    }
    throw refused(parameter, "must be a date such as 2027-09-10");
  }

  private static ProblemException refused(String parameter, String rule) {
    return new ProblemException(
        Problem.of(ErrorCode.INVALID_PARAMETER, parameter + " " + rule).at(parameter));
  }
}
