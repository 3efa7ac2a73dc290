package dev.keyledger.command.web;

import dev.keyledger.command.apikey.CommandRefused;
import dev.keyledger.command.apikey.Refusal;
import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// The one table from what the aggregate refuses to what the caller is told.
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RefusalAdvice {

  @ExceptionHandler
  void answer(CommandRefused refused, HttpServletResponse response) throws IOException {
    problem(refused.reason()).writeTo(response);
  }

  private static Problem problem(Refusal reason) {
    return switch (reason) {
      case EXPIRES_AT_IN_PAST ->
          Problem.of(ErrorCode.EXPIRES_AT_IN_PAST, "expiresAt must lie in the future")
              .at("expiresAt");
    };
  }
}
