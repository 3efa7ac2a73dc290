package dev.keyledger.query.audit;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.http.AllowedTo;
import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Ndjson;
import dev.keyledger.http.Refuses;
import dev.keyledger.ledger.PastEvents;
import dev.keyledger.query.view.Freshness;
import dev.keyledger.query.view.KnownKeys;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Shows what happened: everywhere, in a project, or to one key.
@RestController
@AllowedTo(KeyKind.PARTNER)
@Tag(name = "Audit")
final class AuditController {
  private final AuditIndex index;
  private final PastEvents ledger;
  private final AuditLog log;
  private final KnownKeys keys;
  private final Freshness freshness;

  AuditController(
      AuditIndex index,
      PastEvents ledger,
      AuditLog log,
      KnownKeys keys,
      @Qualifier("audit") Freshness freshness) {
    this.index = index;
    this.ledger = ledger;
    this.log = log;
    this.keys = keys;
    this.freshness = freshness;
  }

  @GetMapping({"/api/v1/projects/{projectId}/auditEvents", "/api/v1/auditEvents"})
  @Ndjson
  @Operation(
      operationId = "listAuditEventsOfProject",
      summary = "List what happened",
      description =
          "The events of the ledger that are asked for. Where there are more, Link has rel=next.")
  @ApiResponse(
      responseCode = "200",
      description = "The events",
      headers =
          @Header(
              name = HttpHeaders.LINK,
              description = "The next page (RFC 8288), relative",
              schema = @Schema(type = "string")),
      useReturnTypeSchema = true)
  ResponseEntity<List<AuditEntry>> events(
      @PathVariable(required = false) @Nullable ProjectId projectId,
      @Parameter(description = "Only what happened to this key.") @RequestParam(required = false)
          @Nullable ApiKeyId apiKeyId,
      @Parameter(
              description = "Only events of one of these types.",
              example = "[\"api-key.revoked\"]")
          @RequestParam(required = false)
          @Nullable List<String> type,
      @Parameter(description = "Only what this key did, or what `system`, the service, did.")
          @RequestParam(required = false)
          @Nullable String actor,
      @Parameter(
              description = "Only what happened at this time (RFC 3339) or later.",
              schema = @Schema(type = "string", format = "date-time"))
          @RequestParam(required = false)
          @Nullable String from,
      @Parameter(
              description = "Only what happened before this time (RFC 3339).",
              schema = @Schema(type = "string", format = "date-time"))
          @RequestParam(required = false)
          @Nullable String to,
      @Parameter(
              description = "Which come first.",
              schema =
                  @Schema(
                      allowableValues = {AuditFilter.NEWEST, AuditFilter.OLDEST},
                      defaultValue = AuditFilter.NEWEST))
          @RequestParam(required = false)
          @Nullable String order,
      @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit,
      @Parameter(description = "Only what follows this position, in the order that is asked for.")
          @RequestParam(required = false)
          @Min(0)
          @Nullable Long after,
      HttpServletRequest request) {
    var scope = projectId == null ? AuditFilter.Scope.ALL : AuditFilter.Scope.of(projectId);
    return page(
        AuditFilter.of(scope, apiKeyId, type, actor, from, to, order, after), limit, request);
  }

  @GetMapping({
    "/api/v1/projects/{projectId}/apiKeys/{apiKeyId}/history",
    "/api/v1/partner/apiKeys/{apiKeyId}/history"
  })
  @Ndjson
  @Operation(
      operationId = "getApiKeyHistory",
      summary = "Get the history of an API Key",
      description =
          "All that happened to the key, oldest first. Where there is more, Link has rel=next.")
  @ApiResponse(
      responseCode = "200",
      description = "The events",
      headers =
          @Header(
              name = HttpHeaders.LINK,
              description = "The next page (RFC 8288), relative",
              schema = @Schema(type = "string")),
      useReturnTypeSchema = true)
  @Refuses(ErrorCode.NOT_FOUND)
  ResponseEntity<List<AuditEntry>> history(
      @PathVariable(required = false) @Nullable ProjectId projectId,
      @PathVariable ApiKeyId apiKeyId,
      @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit,
      @Parameter(description = "Only what follows this position.")
          @RequestParam(required = false)
          @Min(0)
          @Nullable Long after,
      HttpServletRequest request) {
    keys.require(projectId, apiKeyId);
    return page(AuditFilter.ofKey(projectId, apiKeyId, after), limit, request);
  }

  private ResponseEntity<List<AuditEntry>> page(
      AuditFilter filter, int limit, HttpServletRequest request) {
    freshness.await();
    var positions = index.positions(filter, limit + 1);
    boolean more = positions.size() > limit;
    var events = ledger.at(more ? positions.subList(0, limit) : positions);
    var entries = log.entries(filter.newestFirst() ? events.reversed() : events);
    return more
        ? ResponseEntity.ok()
            .header(HttpHeaders.LINK, NextPage.after(entries.getLast().position(), request))
            .body(entries)
        : ResponseEntity.ok(entries);
  }
}
