package dev.keyledger.command.web;

import dev.keyledger.command.apikey.Reason;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/// Documents the parameter that every change has, and that [CauseOfCommands] reads.
@Component
final class ReasonDocumentation implements GlobalOperationCustomizer {

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    if (method.getBeanType().getPackage().equals(ReasonDocumentation.class.getPackage())) {
      operation.addParametersItem(
          new QueryParameter()
              .name(CauseOfCommands.REASON)
              .description("Why, in your own words. It is kept in the history for ever.")
              .schema(new StringSchema().minLength(1).maxLength(Reason.MAX_LENGTH)));
    }
    return operation;
  }
}
