package dev.keyledger.query.catalog;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.http.AllowedTo;
import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Problem;
import dev.keyledger.http.ProblemException;
import dev.keyledger.query.view.Freshness;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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

/// Lists the keys of a project.
@RestController
@RequestMapping("/api/v1/projects/{projectId}/apiKeys")
@AllowedTo(KeyKind.PARTNER)
@Tag(name = "Projects -- Api Key")
final class CatalogController {
  private final Catalog catalog;
  private final Freshness freshness;

  CatalogController(Catalog catalog, @Qualifier("catalog") Freshness freshness) {
    this.catalog = catalog;
    this.freshness = freshness;
  }

  @GetMapping
  @Operation(
      operationId = "listApiKeys",
      summary = "List API Keys",
      description =
          "The keys of the project, newest first. Where there are more, Link has rel=next.")
  @ApiResponse(
      responseCode = "200",
      description = "The keys",
      headers =
          @Header(
              name = HttpHeaders.LINK,
              description = "The next page (RFC 8288), relative",
              schema = @Schema(type = "string")),
      useReturnTypeSchema = true)
  ResponseEntity<List<CatalogEntry>> list(
      @PathVariable ProjectId projectId,
      @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit,
      @RequestParam(required = false) @Nullable ApiKeyId after) {
    freshness.await();
    if (after != null && !catalog.contains(projectId, after)) {
      throw new ProblemException(
          Problem.of(
                  ErrorCode.INVALID_PARAMETER,
                  "after must be the apiKeyId of a key of this project")
              .at("after"));
    }
    List<CatalogEntry> entries = catalog.list(projectId, after, limit + 1);
    return entries.size() <= limit
        ? ResponseEntity.ok(entries)
        : ResponseEntity.ok()
            .header(HttpHeaders.LINK, next(projectId, limit, entries.get(limit - 1)))
            .body(entries.subList(0, limit));
  }

  private static String next(ProjectId project, int limit, CatalogEntry last) {
    return "</api/v1/projects/%s/apiKeys?limit=%d&after=%s>; rel=\"next\""
        .formatted(project, limit, last.apiKeyId());
  }
}
