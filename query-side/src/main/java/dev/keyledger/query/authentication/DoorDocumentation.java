package dev.keyledger.query.authentication;

import static org.springframework.http.MediaType.APPLICATION_FORM_URLENCODED_VALUE;
import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.ErrorDocumentation;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Documents the doors, in which springdoc sees no operations.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class DoorDocumentation implements OpenApiCustomizer {
  private static final Set<ErrorCode> OF_CALLERS =
      EnumSet.of(
          ErrorCode.CREDENTIAL_REQUIRED,
          ErrorCode.INVALID_TOKEN,
          ErrorCode.MULTIPLE_CREDENTIALS,
          ErrorCode.INSUFFICIENT_SCOPE,
          ErrorCode.INTERNAL_ERROR,
          ErrorCode.UNAVAILABLE);

  private static final Set<ErrorCode> OF_BODIES =
      EnumSet.of(
          ErrorCode.MALFORMED_BODY,
          ErrorCode.REQUEST_TIMEOUT,
          ErrorCode.BODY_TOO_LARGE,
          ErrorCode.UNSUPPORTED_MEDIA_TYPE);

  @Override
  public void customise(OpenAPI api) {
    for (Class<?> type :
        List.of(
            IntrospectionAnswer.class,
            VerifyAnswer.class,
            VerifyRequest.class,
            VerifyBatchDoor.Batch.class)) {
      ModelConverters.getInstance()
          .readAll(new AnnotatedType(type))
          .forEach((name, schema) -> api.getComponents().addSchemas(name, schema));
    }
    api.getPaths()
        .addPathItem(IntrospectionDoor.PATH, new PathItem().post(introspection()))
        .addPathItem(ForwardAuthDoor.PATH, new PathItem().get(forwardAuth()))
        .addPathItem(VerifyDoor.PATH, new PathItem().post(verify()))
        .addPathItem(VerifyBatchDoor.PATH, new PathItem().post(verifyBatch()));
  }

  private static Operation introspection() {
    var operation =
        new Operation()
            .operationId("introspect")
            .tags(List.of("Verification"))
            .summary("Introspect an API key")
            .description(
                "OAuth 2.0 token introspection (RFC 7662). The caller is a verifier key or a partner"
                    + " key, as a bearer token or as the password of HTTP Basic.")
            .requestBody(form())
            .responses(new ApiResponses().addApiResponse("200", answer()));
    var errors = EnumSet.of(ErrorCode.INVALID_PARAMETER);
    errors.addAll(OF_CALLERS);
    errors.addAll(OF_BODIES);
    ErrorDocumentation.describe(operation, errors);
    return operation;
  }

  private static Operation verify() {
    return verification(
        "verify",
        "Verify an API key",
        "Whether a key is good, optionally for a project, and if not, why.",
        "Verification",
        ref("VerificationAnswer"));
  }

  private static Operation verifyBatch() {
    return verification(
        "verifyBatch",
        "Verify API keys",
        "The same for 1 to 1000 keys in at most 128 KiB. The answers are in the order of the keys.",
        "VerificationBatch",
        new ArraySchema().items(ref("VerificationAnswer")));
  }

  private static Operation verification(
      String id, String summary, String description, String body, Schema<?> answer) {
    var operation =
        new Operation()
            .operationId(id)
            .tags(List.of("Verification"))
            .summary(summary)
            .description(description + " The caller is a verifier key or a partner key.")
            .requestBody(
                new RequestBody()
                    .required(true)
                    .content(content(APPLICATION_JSON_VALUE, ref(body))))
            .responses(
                new ApiResponses()
                    .addApiResponse(
                        "200",
                        new ApiResponse()
                            .description("The judgement")
                            .content(content(APPLICATION_JSON_VALUE, answer))));
    var errors =
        EnumSet.of(
            ErrorCode.UNKNOWN_MEMBER,
            ErrorCode.WRONG_TYPE,
            ErrorCode.INVALID_API_KEYS,
            ErrorCode.INVALID_PROJECT_ID);
    errors.addAll(OF_CALLERS);
    errors.addAll(OF_BODIES);
    ErrorDocumentation.describe(operation, errors);
    return operation;
  }

  private static Operation forwardAuth() {
    var operation =
        new Operation()
            .operationId("forwardAuth")
            .tags(List.of("Verification"))
            .summary("Let a request pass, or not")
            .description(
                "For reverse proxies, such as nginx (auth_request) and Caddy (forward_auth), which send"
                    + " the key of the request that they hold, as a bearer token or in X-Api-Key.")
            .addParametersItem(
                new QueryParameter()
                    .name(ForwardAuthDoor.PROJECT)
                    .required(true)
                    .description(
                        "A project: its keys and partner keys pass. Or *: the keys of any project pass,"
                            + " and nothing else. Verifier keys never pass")
                    .schema(new StringSchema()))
            .responses(new ApiResponses().addApiResponse("200", pass()));
    ErrorDocumentation.describe(
        operation,
        EnumSet.of(
            ErrorCode.CREDENTIAL_REQUIRED,
            ErrorCode.INVALID_TOKEN,
            ErrorCode.INSUFFICIENT_SCOPE,
            ErrorCode.INVALID_PARAMETER,
            ErrorCode.INTERNAL_ERROR,
            ErrorCode.UNAVAILABLE));
    return operation;
  }

  private static ApiResponse pass() {
    return new ApiResponse()
        .description("It may pass")
        .addHeaderObject(ForwardAuthDoor.KEY_ID, header("The key's id"))
        .addHeaderObject(ForwardAuthDoor.KEY_PROJECT, header("The project in which it passes"))
        .addHeaderObject(ForwardAuthDoor.KEY_KIND, header("project or partner"));
  }

  private static Header header(String description) {
    return new Header().description(description).required(true).schema(new StringSchema());
  }

  private static RequestBody form() {
    Schema<?> form = new ObjectSchema();
    form.addProperty(
        IntrospectionDoor.TOKEN, new StringSchema().description("The API key to judge"));
    form.addProperty(
        "token_type_hint", new StringSchema().description("Taken, and of no consequence"));
    form.setRequired(List.of(IntrospectionDoor.TOKEN));
    return new RequestBody()
        .required(true)
        .content(content(APPLICATION_FORM_URLENCODED_VALUE, form));
  }

  private static ApiResponse answer() {
    return new ApiResponse()
        .description("What the key may do, or that it is not active")
        .content(content(APPLICATION_JSON_VALUE, ref("Introspection")));
  }

  private static Content content(String type, Schema<?> schema) {
    return new Content().addMediaType(type, new MediaType().schema(schema));
  }

  private static Schema<?> ref(String schema) {
    return new Schema<>().$ref("#/components/schemas/" + schema);
  }
}
