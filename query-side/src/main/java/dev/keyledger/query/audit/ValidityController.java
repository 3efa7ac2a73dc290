package dev.keyledger.query.audit;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.http.AllowedTo;
import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Ndjson;
import dev.keyledger.http.Problem;
import dev.keyledger.http.ProblemException;
import dev.keyledger.http.Refuses;
import dev.keyledger.query.view.Freshness;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Says when keys were valid, and what decided it.
@RestController
@RequestMapping({"/api/v1/projects/{projectId}/apiKeys", "/api/v1/partner/apiKeys"})
@AllowedTo(KeyKind.PARTNER)
@Tag(name = "Audit")
final class ValidityController {
  private final Validity validity;
  private final AuditIndex index;
  private final PastTime pastTime;
  private final Freshness freshness;

  ValidityController(
      Validity validity,
      AuditIndex index,
      PastTime pastTime,
      @Qualifier("audit") Freshness freshness) {
    this.validity = validity;
    this.index = index;
    this.pastTime = pastTime;
    this.freshness = freshness;
  }

  @GetMapping("/{apiKeyId}/explain")
  @Operation(
      operationId = "explainApiKey",
      summary = "Explain an API Key",
      description = "Whether the key was valid at a time, since when, and what decided it.")
  @ApiResponse(responseCode = "200", description = "The decision", useReturnTypeSchema = true)
  @Refuses(ErrorCode.NOT_FOUND)
  Decision explain(
      @PathVariable(required = false) @Nullable ProjectId projectId,
      @PathVariable ApiKeyId apiKeyId,
      @Parameter(
              description = "The time (RFC 3339), which must be over.",
              schema = @Schema(type = "string", format = "date-time"))
          @RequestParam
          String at) {
    return validity
        .explain(projectId, apiKeyId, pastTime.parse("at", at))
        .orElseThrow(() ->
            new ProblemException(
                Problem.of(ErrorCode.NOT_FOUND, "there was no such key at that time")));
  }

  @GetMapping("/diff")
  @Ndjson
  @Operation(
      operationId = "diffApiKeys",
      summary = "Compare the API Keys at two times",
      description =
          "The keys that became valid, or stopped being valid, after the first time and up to the"
              + " second, in the order of their ids. Where there may be more, Link has rel=next.")
  @ApiResponse(
      responseCode = "200",
      description = "The keys",
      headers =
          @Header(
              name = HttpHeaders.LINK,
              description = "The next page (RFC 8288), relative",
              schema = @Schema(type = "string")),
      useReturnTypeSchema = true)
  ResponseEntity<List<ChangedKey>> diff(
      @PathVariable(required = false) @Nullable ProjectId projectId,
      @Parameter(
              description = "The first time (RFC 3339).",
              schema = @Schema(type = "string", format = "date-time"))
          @RequestParam
          String from,
      @Parameter(
              description = "The second time (RFC 3339), which must be over.",
              schema = @Schema(type = "string", format = "date-time"))
          @RequestParam
          String to,
      @Parameter(description = "How many keys are looked at; not all of them may be shown.")
          @RequestParam(defaultValue = "100")
          @Min(1)
          @Max(1000)
          int limit,
      @Parameter(description = "Only keys whose ids follow this one.")
          @RequestParam(required = false)
          @Nullable ApiKeyId after,
      HttpServletRequest request) {
    Instant first = pastTime.parse("from", from);
    Instant second = pastTime.parse("to", to);
    if (first.isAfter(second)) {
      throw ProblemException.ofParameter("from", "must not be after to");
    }
    freshness.await();
    var touched = index.touched(projectId, first, second, after, limit + 1);
    boolean more = touched.size() > limit;
    var some = more ? touched.subList(0, limit) : touched;
    var answer = ResponseEntity.ok();
    if (more) {
      answer.header(HttpHeaders.LINK, NextPage.after(some.getLast(), request));
    }
    return answer.body(validity.changed(some, first, second));
  }
}
