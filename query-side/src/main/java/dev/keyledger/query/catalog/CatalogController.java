package dev.keyledger.query.catalog;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.http.AllowedTo;
import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Ndjson;
import dev.keyledger.http.ProblemException;
import dev.keyledger.http.Refuses;
import dev.keyledger.http.Rfc3339;
import dev.keyledger.query.view.ApiKeyEntry;
import dev.keyledger.query.view.Freshness;
import dev.keyledger.query.view.KeyFilter;
import dev.keyledger.query.view.KeyStatus;
import dev.keyledger.query.view.PastKeys;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/// Shows keys: those of a project, and those that belong to none, partner and verifier keys.
@RestController
@RequestMapping({CatalogController.OF_PROJECT, CatalogController.OF_NO_PROJECT})
@AllowedTo(KeyKind.PARTNER)
@Tag(name = "Projects -- Api Key")
final class CatalogController {
  static final String OF_PROJECT = "/api/v1/projects/{projectId}/apiKeys";
  static final String OF_NO_PROJECT = "/api/v1/partner/apiKeys";

  private final Catalog catalog;
  private final Freshness freshness;
  private final PastKeys past;

  CatalogController(Catalog catalog, @Qualifier("catalog") Freshness freshness, PastKeys past) {
    this.catalog = catalog;
    this.freshness = freshness;
    this.past = past;
  }

  @GetMapping("/{apiKeyId}")
  @Operation(
      operationId = "getApiKey",
      summary = "Get API Key",
      description =
          "The key as it is now, or as it was. The tag in ETag is for If-Match, when it is"
              + " changed.")
  @ApiResponse(
      responseCode = "200",
      description = "The key",
      headers =
          @Header(
              name = HttpHeaders.ETAG,
              description = "Its version; only of the key as it is now",
              schema = @Schema(type = "string")),
      useReturnTypeSchema = true)
  @Refuses(ErrorCode.NOT_FOUND)
  ApiKeyEntry get(
      @PathVariable(required = false) @Nullable ProjectId projectId,
      @PathVariable ApiKeyId apiKeyId,
      @Parameter(
              description = "As it was at this time (RFC 3339), which must be over. Absent: now.",
              schema = @Schema(type = "string", format = "date-time"))
          @RequestParam(required = false)
          @Nullable String asOf,
      HttpServletResponse response) {
    if (asOf != null) {
      return past.get(projectId, apiKeyId, Rfc3339.parameter("asOf", asOf))
          .orElseThrow(CatalogKeys::noSuchKey);
    }
    freshness.await();
    var entry = catalog.get(projectId, apiKeyId).orElseThrow(CatalogKeys::noSuchKey);
    // Not in a ResponseEntity, for which Spring would judge If-None-Match: a status changes by the
    // clock alone, without a new tag.
    response.setHeader(HttpHeaders.ETAG, "\"" + entry.version() + "\"");
    return entry;
  }

  @GetMapping
  @Ndjson
  @Operation(
      operationId = "listApiKeys",
      summary = "List API Keys",
      description =
          "The keys of the project, as they are or as they were, newest first. Where there are more,"
              + " Link has rel=next.")
  @ApiResponse(
      responseCode = "200",
      description = "The keys",
      headers =
          @Header(
              name = HttpHeaders.LINK,
              description = "The next page (RFC 8288), relative",
              schema = @Schema(type = "string")),
      useReturnTypeSchema = true)
  ResponseEntity<List<ApiKeyEntry>> list(
      @PathVariable(required = false) @Nullable ProjectId projectId,
      @Parameter(
              description =
                  "Only keys with one of these statuses. Revoked keys are listed only if asked for.",
              array =
                  @ArraySchema(
                      schema =
                          @Schema(
                              type = "string",
                              allowableValues = {"active", "disabled", "expired", "revoked"})))
          @RequestParam(required = false)
          @Nullable List<String> status,
      @Parameter(description = "Only keys with this somewhere in their name, whatever the case.")
          @RequestParam(required = false)
          @Size(min = 1, max = 255)
          @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters")
          @Nullable String name,
      @Parameter(
              description = "Only keys that expire before this time (RFC 3339).",
              schema = @Schema(type = "string", format = "date-time"))
          @RequestParam(required = false)
          @Nullable String expiringBefore,
      @Parameter(
              description =
                  "The keys as they were at this time (RFC 3339), which must be over. Absent: now.",
              schema = @Schema(type = "string", format = "date-time"))
          @RequestParam(required = false)
          @Nullable String asOf,
      @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit,
      @RequestParam(required = false) @Nullable ApiKeyId after) {
    var filter =
        new KeyFilter(
            status == null ? KeyStatus.ALIVE : statuses(status),
            name,
            time("expiringBefore", expiringBefore));
    var time = time("asOf", asOf);
    freshness.await();
    long before = after == null ? Long.MAX_VALUE : position(projectId, after);
    List<ApiKeyEntry> entries =
        time == null
            ? catalog.list(projectId, filter, before, limit + 1)
            : past.list(projectId, filter, time, before, limit + 1);
    return entries.size() <= limit
        ? ResponseEntity.ok(entries)
        : ResponseEntity.ok()
            .header(
                HttpHeaders.LINK,
                next(projectId, filter, status, time, limit, entries.get(limit - 1)))
            .body(entries.subList(0, limit));
  }

  private long position(@Nullable ProjectId project, ApiKeyId after) {
    return catalog
        .position(project, after)
        .orElseThrow(() ->
            ProblemException.ofParameter("after", "must be the apiKeyId of a key of this list"));
  }

  private static List<KeyStatus> statuses(List<String> words) {
    var statuses = words.stream().map(KeyStatus::of).flatMap(Optional::stream).toList();
    if (words.isEmpty() || statuses.size() < words.size()) {
      throw ProblemException.ofParameter("status", "must be active, disabled, expired or revoked");
    }
    return statuses;
  }

  private static @Nullable Instant time(String parameter, @Nullable String text) {
    return text == null ? null : Rfc3339.parameter(parameter, text);
  }

  private static String next(
      @Nullable ProjectId project,
      KeyFilter filter,
      @Nullable List<String> status,
      @Nullable Instant asOf,
      int limit,
      ApiKeyEntry last) {
    var page = UriComponentsBuilder.fromPath(project == null ? OF_NO_PROJECT : OF_PROJECT);
    if (status != null) {
      page.queryParam("status", status.toArray());
    }
    page.queryParamIfPresent("name", Optional.ofNullable(filter.name()).map(_ -> "{name}"))
        .queryParamIfPresent("expiringBefore", Optional.ofNullable(filter.expiringBefore()))
        .queryParamIfPresent("asOf", Optional.ofNullable(asOf))
        .queryParam("limit", limit)
        .queryParam("after", last.apiKeyId());
    return "<%s>; rel=\"next\""
        .formatted(
            page.encode()
                .build(
                    Map.of(
                        "projectId",
                        Objects.toString(project, ""),
                        "name",
                        Objects.toString(filter.name(), "")))
                .toASCIIString());
  }
}
