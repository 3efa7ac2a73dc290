package dev.keyledger.http;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.ProjectId;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.media.UUIDSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What `/v3/api-docs` says beyond the controllers: where the API is rooted, how callers
/// authenticate, and the errors that every operation shares.
@Configuration(proxyBeanMethods = false)
class ApiDocumentation {
  private static final String ROOT = "/api/v1";
  private static final String BEARER = "bearerAuth";
  private static final String PROBLEM = "Problem";

  private static final Map<String, String> ERRORS =
      Map.of(
          "400", "A part of the request is not what it must be",
          "401", "No credential, or one that is not valid",
          "403", "The credential does not allow this",
          "406", "Accept does not allow the type of the answer",
          "408", "The request did not arrive in time",
          "500", "The service failed",
          "503", "The service cannot answer now; Retry-After says when to try again");

  private static final Map<String, String> BODY_ERRORS =
      Map.of(
          "413", "The body is larger than 16 KiB",
          "415", "The body is not application/json in UTF-8, without Content-Encoding");

  static {
    SpringDocUtils.getConfig()
        .replaceWithSchema(
            ProjectId.class,
            new StringSchema().pattern("^[A-Za-z0-9_-]{1,64}$").example("mtKDhe1U"))
        .replaceWithSchema(ApiKeyId.class, new UUIDSchema());
  }

  @Bean
  OpenAPI api() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Keyledger")
                .version("1.0")
                .description("Issues API keys and remembers everything that happened to them.")
                .license(
                    new License()
                        .name("Apache-2.0")
                        .url("https://www.apache.org/licenses/LICENSE-2.0")))
        .servers(List.of(new Server().url(ROOT)))
        .addSecurityItem(new SecurityRequirement().addList(BEARER))
        .components(
            new Components()
                .addSecuritySchemes(
                    BEARER,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("Api Key")
                        .description("Authorization: Bearer <apiKey>")));
  }

  @Bean
  OpenApiCustomizer wholeApi() {
    return api -> {
      api.getComponents().addSchemas(PROBLEM, problemSchema());
      var paths = new Paths();
      api.getPaths()
          .forEach((path, item) -> {
            item.readOperations().forEach(ApiDocumentation::addErrors);
            paths.addPathItem(path.substring(ROOT.length()), item);
          });
      api.setPaths(paths);
    };
  }

  private static Schema<?> problemSchema() {
    Schema<?> schema =
        ModelConverters.getInstance()
            .resolveAsResolvedSchema(new AnnotatedType(Problem.class))
            .schema;
    return schema.required(List.of("type", "title", "status", "detail", "message", "errorCode"));
  }

  private static void addErrors(Operation operation) {
    var errors = new TreeMap<>(ERRORS);
    if (isOpenToAll(operation)) {
      errors.put("401", "No credential is needed, but one came that is not valid");
      errors.remove("403");
    }
    if (operation.getRequestBody() != null) {
      errors.putAll(BODY_ERRORS);
    }
    errors.forEach((status, why) -> operation.getResponses().addApiResponse(status, error(why)));
  }

  private static boolean isOpenToAll(Operation operation) {
    return operation.getSecurity() != null && operation.getSecurity().isEmpty();
  }

  private static ApiResponse error(String why) {
    var schema = new Schema<>().$ref("#/components/schemas/" + PROBLEM);
    return new ApiResponse()
        .description(why)
        .content(new Content().addMediaType(Problem.MEDIA_TYPE, new MediaType().schema(schema)));
  }
}
