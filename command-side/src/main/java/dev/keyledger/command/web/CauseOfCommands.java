package dev.keyledger.command.web;

import dev.keyledger.http.RequestId;
import dev.keyledger.ledger.Cause;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;

/// Notes on every command who sends it and in which request, so that no operation can forget to.
public final class CauseOfCommands implements MessageDispatchInterceptor<CommandMessage<?>> {

  @Override
  public BiFunction<Integer, CommandMessage<?>, CommandMessage<?>> handle(
      List<? extends CommandMessage<?>> commands) {
    Map<String, String> metadata = current().metadata();
    return (_, command) -> command.andMetaData(metadata);
  }

  private static Cause current() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null
            && authentication.getPrincipal() instanceof OAuth2AuthenticatedPrincipal actor
        ? new Cause(
            actor.getName(),
            String.valueOf(actor.<Object>getAttribute("kind")),
            RequestId.current().orElse(null))
        : Cause.system();
  }
}
