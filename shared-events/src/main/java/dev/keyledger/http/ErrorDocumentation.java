package dev.keyledger.http;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.web.method.HandlerMethod;

/// Documents how each operation can fail, with an example of every error.
public final class ErrorDocumentation implements GlobalOperationCustomizer {
  private static final Set<ErrorCode> OF_ALL =
      EnumSet.of(
          ErrorCode.MULTIPLE_CREDENTIALS,
          ErrorCode.INVALID_TOKEN,
          ErrorCode.NOT_ACCEPTABLE,
          ErrorCode.REQUEST_TIMEOUT,
          ErrorCode.INTERNAL_ERROR,
          ErrorCode.UNAVAILABLE);

  private static final Set<ErrorCode> WITH_A_CREDENTIAL =
      EnumSet.of(ErrorCode.CREDENTIAL_REQUIRED, ErrorCode.INSUFFICIENT_SCOPE);

  private static final Set<ErrorCode> WITH_A_BODY =
      EnumSet.of(
          ErrorCode.MALFORMED_BODY,
          ErrorCode.UNKNOWN_MEMBER,
          ErrorCode.WRONG_TYPE,
          ErrorCode.BODY_TOO_LARGE,
          ErrorCode.UNSUPPORTED_MEDIA_TYPE);

  private static final Map<Integer, String> DESCRIPTIONS =
      Map.ofEntries(
          Map.entry(400, "A part of the request is not what it must be"),
          Map.entry(401, "No credential, or one that is not valid"),
          Map.entry(403, "The credential does not allow this"),
          Map.entry(404, "Nothing is here"),
          Map.entry(406, "Accept does not allow the type of the answer"),
          Map.entry(408, "The request did not arrive in time"),
          Map.entry(409, "The key is in a state that does not allow this"),
          Map.entry(412, "The key is in another version than If-Match allows"),
          Map.entry(413, "The body is larger than this operation reads"),
          Map.entry(415, "The body is not of the type above, in UTF-8, without Content-Encoding"),
          Map.entry(422, "The Idempotency-Key came with another body before"),
          Map.entry(429, "Too many are open; Retry-After says when to try again"),
          Map.entry(500, "The service failed"),
          Map.entry(503, "The service cannot answer now; Retry-After says when to try again"));

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    describe(operation, codes(operation, method));
    return operation;
  }

  /// Adds the answers for these errors, with an example of each.
  public static void describe(Operation operation, Set<ErrorCode> errors) {
    var byStatus = new TreeMap<Integer, Set<ErrorCode>>();
    for (ErrorCode code : errors) {
      byStatus.computeIfAbsent(code.status(), _ -> EnumSet.noneOf(ErrorCode.class)).add(code);
    }
    byStatus.forEach((status, codes) ->
        operation.getResponses().addApiResponse(status.toString(), response(status, codes)));
  }

  private static Set<ErrorCode> codes(Operation operation, HandlerMethod method) {
    var codes = EnumSet.copyOf(OF_ALL);
    if (!method.getBeanType().isAnnotationPresent(OpenToAll.class)) {
      codes.addAll(WITH_A_CREDENTIAL);
    }
    if (operation.getParameters() != null) {
      codes.add(ErrorCode.INVALID_PARAMETER);
    }
    if (operation.getRequestBody() != null) {
      codes.addAll(WITH_A_BODY);
    }
    var declared = method.getMethodAnnotation(Refuses.class);
    if (declared != null) {
      codes.addAll(Arrays.asList(declared.value()));
    }
    return codes;
  }

  private static ApiResponse response(int status, Set<ErrorCode> codes) {
    var type =
        new MediaType()
            .schema(new Schema<>().$ref("#/components/schemas/" + ApiDocumentation.PROBLEM));
    for (ErrorCode code : codes) {
      type.addExamples(code.name(), new Example().value(Problem.of(code, code.title())));
    }
    return new ApiResponse()
        .description(Objects.requireNonNull(DESCRIPTIONS.get(status)))
        .content(new Content().addMediaType(Problem.MEDIA_TYPE, type));
  }
}
