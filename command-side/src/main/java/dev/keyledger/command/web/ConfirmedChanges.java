package dev.keyledger.command.web;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.ledger.reader.Confirmation;
import dev.keyledger.ledger.reader.Confirmations;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.math.BigDecimal;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/// Lets the answer to a change that takes something away wait until the change has reached every
/// node that verifies keys, and says in headers how far it has come.
@Component
final class ConfirmedChanges implements GlobalOperationCustomizer {
  /// Where the change stands in the ledger.
  static final String POSITION = "Keyledger-Position";

  /// How many nodes have taken the change, of how many that may be answering.
  static final String CONFIRMED = "Keyledger-Confirmed";

  private final Confirmations confirmations;

  ConfirmedChanges(Confirmations confirmations) {
    this.confirmations = confirmations;
  }

  /// Waits, for an answer that must not say more.
  void await(ApiKeyId apiKeyId) {
    var _ = confirmations.awaitLastChangeOf(apiKeyId.toString());
  }

  /// Waits for whatever has happened, where it is not known what was changed.
  void awaitEverything() {
    var _ = confirmations.awaitEverything();
  }

  /// Waits, and then says how the last change of a key stands.
  ///
  /// @return the headers; none when that cannot be found out: the change itself is stored
  HttpHeaders lastChangeOf(ApiKeyId apiKeyId) {
    return confirmations
        .awaitLastChangeOf(apiKeyId.toString())
        .map(ConfirmedChanges::headers)
        .orElseGet(HttpHeaders::new);
  }

  private static HttpHeaders headers(Confirmation confirmation) {
    var headers = new HttpHeaders();
    headers.set(POSITION, Long.toString(confirmation.position()));
    headers.set(CONFIRMED, confirmation.confirmed() + "/" + confirmation.nodes());
    return headers;
  }

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    if (method.hasMethodAnnotation(Confirmed.class)) {
      operation
          .getResponses()
          .forEach((status, response) -> {
            if (status.startsWith("2")) {
              response.addHeaderObject(POSITION, position());
              response.addHeaderObject(CONFIRMED, confirmed());
            }
          });
    }
    return operation;
  }

  private static Header position() {
    return new Header()
        .description("Position of the change in the ledger.")
        .schema(new IntegerSchema().format("int64").minimum(BigDecimal.ONE));
  }

  private static Header confirmed() {
    return new Header()
        .description(
            "How many verifying nodes have taken the change, of how many that may be answering."
                + " Equal numbers: no node lets in any more what the change took away. Absent: it"
                + " cannot be found out.")
        .schema(new StringSchema().pattern("^[0-9]+/[0-9]+$").example("3/3"));
  }
}
