package dev.keyledger.query.authentication;

import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.ErrorDocumentation;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
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
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Documents the doors, in which springdoc sees no operations.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class DoorDocumentation implements OpenApiCustomizer {
  private static final String ANSWER = "Introspection";

  @Override
  public void customise(OpenAPI api) {
    api.getComponents()
        .addSchemas(
            ANSWER,
            ModelConverters.getInstance()
                .resolveAsResolvedSchema(new AnnotatedType(IntrospectionAnswer.class))
                .schema);
    api.getPaths()
        .addPathItem(IntrospectionDoor.PATH, new PathItem().post(introspection()))
        .addPathItem(ForwardAuthDoor.PATH, new PathItem().get(forwardAuth()));
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
    ErrorDocumentation.describe(
        operation,
        EnumSet.of(
            ErrorCode.CREDENTIAL_REQUIRED,
            ErrorCode.INVALID_TOKEN,
            ErrorCode.MULTIPLE_CREDENTIALS,
            ErrorCode.INSUFFICIENT_SCOPE,
            ErrorCode.INVALID_PARAMETER,
            ErrorCode.MALFORMED_BODY,
            ErrorCode.REQUEST_TIMEOUT,
            ErrorCode.BODY_TOO_LARGE,
            ErrorCode.UNSUPPORTED_MEDIA_TYPE,
            ErrorCode.INTERNAL_ERROR,
            ErrorCode.UNAVAILABLE));
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
        .content(
            new Content()
                .addMediaType(
                    org.springframework.http.MediaType.APPLICATION_FORM_URLENCODED_VALUE,
                    new MediaType().schema(form)));
  }

  private static ApiResponse answer() {
    return new ApiResponse()
        .description("What the key may do, or that it is not active")
        .content(
            new Content()
                .addMediaType(
                    org.springframework.http.MediaType.APPLICATION_JSON_VALUE,
                    new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + ANSWER))));
  }
}
