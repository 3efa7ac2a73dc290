package dev.keyledger.command.web;

import dev.keyledger.command.apikey.CommandRefused;
import dev.keyledger.command.apikey.Refusal;
import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Problem;
import dev.keyledger.ledger.OutcomeUnknown;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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

  @ExceptionHandler
  void answer(CommandRefused refused, HttpServletResponse response) throws IOException {
    problem(refused.reason()).writeTo(response);
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
      case EXPIRES_AT_IN_PAST ->
          Problem.of(ErrorCode.EXPIRES_AT_IN_PAST, "expiresAt must lie in the future")
              .at("expiresAt");
    };
  }
}
