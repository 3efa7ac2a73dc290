package dev.keyledger.command.web;

import dev.keyledger.command.apikey.Reason;
import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Problem;
import dev.keyledger.http.ProblemException;
import dev.keyledger.http.RequestId;
import dev.keyledger.http.TraceContext;
import dev.keyledger.ledger.Cause;
import java.util.List;
import java.util.function.BiFunction;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/// Notes on every command who sends it, in which request and why, so that no operation can forget
/// to. What a command says of its cause itself counts.
public final class CauseOfCommands implements MessageDispatchInterceptor<CommandMessage<?>> {
  /// The query parameter of every change in which its reason is given.
  static final String REASON = "reason";

  /// @throws ProblemException when the request gives a reason that is none
  @Override
  public BiFunction<Integer, CommandMessage<?>, CommandMessage<?>> handle(
      List<? extends CommandMessage<?>> commands) {
    var cause = MetaData.from(current().metadata());
    return (_, command) -> command.withMetaData(cause.mergedWith(command.getMetaData()));
  }

  private static Cause current() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null
            && authentication.getPrincipal() instanceof OAuth2AuthenticatedPrincipal actor
        ? by(actor)
        : Cause.system();
  }

  /// The cause of a command that `actor` sends with the current request.
  ///
  /// @throws ProblemException when the request gives a reason that is none
  static Cause by(OAuth2AuthenticatedPrincipal actor) {
    return new Cause(
        actor.getName(),
        String.valueOf(actor.<Object>getAttribute("kind")),
        RequestId.current().orElse(null),
        TraceContext.current().orElse(null),
        reason());
  }

  private static @Nullable String reason() {
    String[] given =
        RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes current
            ? current.getRequest().getParameterValues(REASON)
            : null;
    if (given == null) {
      return null;
    }
    if (given.length > 1) {
      throw refused("must be given once");
    }
    try {
      return new Reason(given[0]).value();
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private static ProblemException refused(String rule) {
    return new ProblemException(
        Problem.of(ErrorCode.INVALID_PARAMETER, REASON + " " + rule).at(REASON));
  }
}
