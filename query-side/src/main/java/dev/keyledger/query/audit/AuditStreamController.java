package dev.keyledger.query.audit;

import dev.keyledger.events.KeyKind;
import dev.keyledger.http.AllowedTo;
import dev.keyledger.http.AnswersIn;
import dev.keyledger.http.CredentialWatch;
import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Ndjson;
import dev.keyledger.http.Problem;
import dev.keyledger.http.ProblemException;
import dev.keyledger.http.Refuses;
import dev.keyledger.ledger.Checkpoints;
import dev.keyledger.ledger.LedgerFeed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Streams the audit log.
@RestController
@AllowedTo(KeyKind.PARTNER)
@Tag(name = "Audit")
final class AuditStreamController {
  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final int RETRY_AFTER_SECONDS = 10;

  private final LedgerFeed feed;
  private final Checkpoints checkpoints;
  private final AuditStream stream;
  private final StreamPlaces places;
  private final CredentialWatch credentials;

  AuditStreamController(
      LedgerFeed feed,
      Checkpoints checkpoints,
      AuditStream stream,
      StreamPlaces places,
      CredentialWatch credentials) {
    this.feed = feed;
    this.checkpoints = checkpoints;
    this.stream = stream;
    this.places = places;
    this.credentials = credentials;
  }

  @GetMapping("/api/v1/auditEvents/stream")
  @AnswersIn({Ndjson.MEDIA_TYPE, StreamFormat.SERVER_SENT_EVENTS_TYPE})
  @Operation(
      operationId = "streamAuditEvents",
      summary = "Stream the audit log",
      description =
          "Every event after a position, first those that there are, then those that come: a"
              + " CloudEvent (1.0) a line, or server-sent events when Accept asks for them. The id is"
              + " the position, from which a reader goes on after an interruption. A quiet stream has"
              + " an empty line, or a comment, every five seconds. It ends when the key does. At most"
              + " 4 streams may be open for a key, and 64 on a node.")
  @ApiResponse(
      responseCode = "200",
      description = "The events",
      content = {
        @Content(mediaType = Ndjson.MEDIA_TYPE, schema = @Schema(type = "string")),
        @Content(
            mediaType = StreamFormat.SERVER_SENT_EVENTS_TYPE,
            schema = @Schema(type = "string"))
      })
  @Refuses(ErrorCode.TOO_MANY_STREAMS)
  void stream(
      @Parameter(description = "The position after which to begin. Absent: at the beginning.")
          @RequestParam(defaultValue = "0")
          long after,
      @Parameter(
              description =
                  "Whether each event carries its leaf hash and the exact stored texts, with which a"
                      + " receiver can prove it. They have the digests of keys in them.")
          @RequestParam(defaultValue = "false")
          boolean proof,
      @Parameter(description = "What a browser sends instead of `after` when it reconnects.")
          @RequestHeader(name = LAST_EVENT_ID, required = false)
          @Nullable Long lastEventId,
      @Parameter(hidden = true) @RequestAttribute(AnswersIn.CHOSEN) String mediaType,
      @Parameter(hidden = true) BearerTokenAuthentication caller,
      @Parameter(hidden = true) HttpMethod method,
      HttpServletResponse response)
      throws InterruptedException {
    long position = lastEventId == null ? after : lastEventId;
    requireReached(lastEventId == null ? "after" : LAST_EVENT_ID, position);
    String source = source();
    try (var _ = place(caller.getName(), response)) {
      response.setContentType(mediaType);
      if (method.equals(HttpMethod.GET)) {
        stream.write(
            position,
            source,
            StreamFormat.of(mediaType),
            proof,
            new Credential(credentials, caller.getToken().getTokenValue()),
            response.getOutputStream());
      }
    } catch (IOException _) {
      // The reader is gone, which is how most streams end.
    }
  }

  private StreamPlaces.Place place(String keyId, HttpServletResponse response) {
    return places
        .take(keyId)
        .orElseThrow(() -> {
          response.setIntHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
          return new ProblemException(
              Problem.of(
                  ErrorCode.TOO_MANY_STREAMS,
                  "4 streams of a key may be open at once, and 64 on a node"));
        });
  }

  private void requireReached(String parameter, long position) {
    long head = feed.head();
    if (position < 0 || position > head) {
      throw new ProblemException(
          Problem.of(
                  ErrorCode.INVALID_PARAMETER,
                  "%s must be 0 to %d, the last position".formatted(parameter, head))
              .at(parameter));
    }
  }

  private String source() {
    return checkpoints
        .origin()
        .orElseThrow(() ->
            new ProblemException(
                Problem.of(ErrorCode.UNAVAILABLE, "no checkpoint has been signed yet")));
  }
}
