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
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.media.UUIDSchema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What `/v3/api-docs` says beyond the controllers: where the API is rooted, how callers
/// authenticate, and the errors that every operation shares.
@Configuration(proxyBeanMethods = false)
class ApiDocumentation {
  private static final String ROOT = "/api/v1";
  private static final String PARTNER = ROOT + "/partner/";
  private static final String BEARER = "bearerAuth";
  static final String PROBLEM = "Problem";

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
  ErrorDocumentation errors() {
    return new ErrorDocumentation();
  }

  @Bean
  GlobalOperationCustomizer answersInLines() {
    return (operation, method) -> {
      var answer = operation.getResponses().get("200");
      if (answer != null && method.hasMethodAnnotation(Ndjson.class)) {
        var lines = new StringSchema().description("The elements of the array, one a line");
        answer.getContent().addMediaType(Ndjson.MEDIA_TYPE, new MediaType().schema(lines));
      }
      return operation;
    };
  }

  @Bean
  OpenApiCustomizer wholeApi() {
    return api -> {
      api.getComponents().addSchemas(PROBLEM, problemSchema());
      var paths = new Paths();
      api.getPaths()
          .forEach((path, item) -> {
            item.readOperations().forEach(ApiDocumentation::withoutNumber);
            if (!path.contains("{projectId}")) {
              item.readOperations().forEach(ApiDocumentation::ofNoProject);
            }
            if (path.startsWith(PARTNER)) {
              item.readOperations().forEach(ApiDocumentation::ofPartner);
            }
            paths.addPathItem(path.substring(ROOT.length()), item);
          });
      api.setPaths(paths);
    };
  }

  /// One method serves several paths, and is documented for each as if it were another: with a
  /// number, and with the project of the others.
  private static void withoutNumber(Operation operation) {
    operation.setOperationId(operation.getOperationId().replaceFirst("_\\d+$", ""));
  }

  private static void ofNoProject(Operation operation) {
    if (operation.getParameters() != null) {
      operation.getParameters().removeIf(parameter -> parameter.getName().equals("projectId"));
    }
    operation.setOperationId(operation.getOperationId().replaceFirst("OfProject$", ""));
  }

  private static void ofPartner(Operation operation) {
    operation.setTags(List.of("Partner -- Api Key"));
    operation.setOperationId(
        operation.getOperationId().replaceFirst("(?<!Partner)ApiKey", "PartnerApiKey"));
  }

  private static Schema<?> problemSchema() {
    Schema<?> schema =
        ModelConverters.getInstance()
            .resolveAsResolvedSchema(new AnnotatedType(Problem.class))
            .schema;
    return schema.required(List.of("type", "title", "status", "detail", "message", "errorCode"));
  }
}
