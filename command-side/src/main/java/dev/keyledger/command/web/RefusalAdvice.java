package dev.keyledger.command.web;

import dev.keyledger.command.apikey.CommandRefused;
import dev.keyledger.command.apikey.KeyMetadata;
import dev.keyledger.command.apikey.Refusal;
import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Problem;
import dev.keyledger.ledger.OutcomeUnknown;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// The one table from what the aggregate refuses to what the caller is told.
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RefusalAdvice {
  private static final Logger log = LoggerFactory.getLogger(RefusalAdvice.class);
  private static final int RETRY_AFTER_SECONDS = 10;

  private static final Problem OUTCOME_UNKNOWN =
      Problem.of(
          ErrorCode.OUTCOME_UNKNOWN,
          "the storage went away during the change; look whether it was made before trying again");

  private static final Problem CROWDED =
      Problem.of(
          ErrorCode.UNAVAILABLE,
          "others change this key all the time, and nothing was changed; try again later");

  @ExceptionHandler
  void answer(CommandRefused refused, HttpServletResponse response) throws IOException {
    var problem = problem(refused.reason());
    refused.about().map(id -> problem.about(id.toString())).orElse(problem).writeTo(response);
  }

  @ExceptionHandler
  void answer(AggregateNotFoundException unknown, HttpServletResponse response) throws IOException {
    problem(Refusal.NO_SUCH_KEY).writeTo(response);
  }

  /// It has been tried many times by now.
  @ExceptionHandler
  void answer(ConcurrencyException conflict, HttpServletResponse response) throws IOException {
    log.warn("A change was given up, for others changed the same key all the time", conflict);
    response.setIntHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    CROWDED.writeTo(response);
  }

  /// Nothing is tried again here: the caller must look before it does.
  @ExceptionHandler
  void answer(OutcomeUnknown unknown, HttpServletResponse response) throws IOException {
    log.error("A commit was lost, and nobody could see its outcome", unknown);
    response.setIntHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    OUTCOME_UNKNOWN.writeTo(response);
  }

  private static Problem problem(Refusal reason) {
    return switch (reason) {
      case NO_SUCH_KEY ->
          Problem.of(ErrorCode.NOT_FOUND, "there is no such key; look for it in the list");
      case ALREADY_CREATED ->
          Problem.of(
              ErrorCode.ALREADY_CREATED,
              "this was created before, and a key is shown once; if that answer was lost, rotate"
                  + " the key with overlapSeconds 0");
      case IDEMPOTENCY_KEY_REUSED ->
          Problem.of(
                  ErrorCode.IDEMPOTENCY_KEY_REUSED,
                  "another creation came with this Idempotency-Key; send this one with another")
              .at("Idempotency-Key");
      case OTHER_VERSION ->
          Problem.of(
                  ErrorCode.PRECONDITION_FAILED,
                  "the key was changed in between; get it, and send the tag that comes with it")
              .at(HttpHeaders.IF_MATCH);
      case EXPIRES_AT_IN_PAST ->
          Problem.of(ErrorCode.EXPIRES_AT_IN_PAST, "expiresAt must lie in the future")
              .at("expiresAt");
      case EXPIRED ->
          Problem.of(
              ErrorCode.KEY_EXPIRED,
              "the key has expired and can be neither extended nor rotated; create a new one");
      case REVOKED ->
          Problem.of(ErrorCode.KEY_REVOKED, "the key was revoked, and nothing can change that");
      case METADATA_TOO_LARGE ->
          Problem.of(
                  ErrorCode.INVALID_METADATA,
                  "metadata must have at most %d entries and %d bytes in all, names included"
                      .formatted(KeyMetadata.MAX_ENTRIES, KeyMetadata.MAX_BYTES))
              .at("metadata");
      case LAST_PARTNER_KEY ->
          Problem.of(
              ErrorCode.LAST_PARTNER_KEY,
              "no other partner key is enabled and without expiry; create one first");
      case ROTATION_IN_PROGRESS ->
          Problem.of(
              ErrorCode.ROTATION_IN_PROGRESS,
              "the older secret of the last rotation still works; complete that rotation first,"
                  + " or ask for overlapSeconds 0 or supersede");
    };
  }
}
