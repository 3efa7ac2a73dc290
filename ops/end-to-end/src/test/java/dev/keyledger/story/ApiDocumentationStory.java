package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.http.ErrorCode;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The service documents itself, and what it says of a creation is what the contract says.
///
/// The comparison is done here and not by a tool: a tool takes every bound that the service states
/// and the contract leaves open, such as the length of a name, for a breach.
@ExtendWith(SharedNode.class)
final class ApiDocumentationStory {
  private static final String PATH = "/projects/{projectId}/apiKeys";

  private final Api api;
  private final OpenAPI ours;
  private final OpenAPI contract;

  ApiDocumentationStory(Node node) {
    this.api = node.api();
    this.ours = parse(visit("/v3/api-docs").text());
    var options = new ParseOptions();
    options.setResolveFully(true);
    this.contract = new OpenAPIV3Parser().read("create-api-key.openapi.yaml", null, options);
  }

  @Test
  void everyoneMayReadIt() {
    assertThat(visit("/v3/api-docs").header("Content-Type")).isEqualTo("application/json");
    assertThat(visit("/v3/api-docs").text()).startsWith("{\"openapi\":\"3.0");
    assertThat(visit("/v3/api-docs.yaml").text()).startsWith("openapi: 3.0");
  }

  @Test
  void swaggerUiOpensWithoutAKey() {
    var door = visit("/swagger-ui.html");

    assertThat(door.status()).isEqualTo(302);
    var page = visit(URI.create(door.header("Location")).getPath());
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.text()).contains("swagger-ui-bundle.js");
    assertThat(visit("/swagger-ui/swagger-ui-bundle.js").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/swagger-ui/" + Refused.MARKER, "/v3/api-docs/" + Refused.MARKER})
  void whatIsNotThereIsAProblemDocument(String path) {
    Refused.with(ErrorCode.NOT_FOUND, visit(path));
  }

  @Test
  void itIsTheSameAfterEveryStart() {
    var statuses = create(ours).getResponses().keySet();

    assertThat(statuses)
        .containsExactly(
            "200", "400", "401", "403", "406", "408", "409", "413", "415", "422", "500", "503");
  }

  @Test
  void everyErrorHasAnExample() {
    var operations = ours.getPaths().values().stream().flatMap(p -> p.readOperations().stream());

    assertThat(operations)
        .hasSizeGreaterThan(10)
        .allSatisfy(operation ->
            operation
                .getResponses()
                .forEach((status, response) -> {
                  if (status.compareTo("400") >= 0) {
                    assertThat(examples(response)).as(operation.getOperationId()).isNotEmpty();
                    assertThat(examples(response).values())
                        .allSatisfy(example ->
                            assertThat(String.valueOf(example.getValue()))
                                .contains("\"status\":" + status));
                  }
                }));
  }

  private static Map<String, Example> examples(ApiResponse response) {
    return at(response.getContent(), "application/problem+json").getExamples();
  }

  @Test
  void everyChangeNamesWhatItRefuses() {
    var rotate = at(ours.getPaths(), "/projects/{projectId}/apiKeys/{apiKeyId}/rotate").getPost();
    assertThat(rotate.getResponses()).containsKeys("404", "409", "412");
    var patch = at(ours.getPaths(), "/projects/{projectId}/apiKeys/{apiKeyId}").getPatch();
    assertThat(patch.getRequestBody().getContent())
        .containsOnlyKeys("application/merge-patch+json");
    assertThat(examples(at(patch.getResponses(), "409")))
        .containsOnlyKeys("KEY_EXPIRED", "KEY_REVOKED", "LAST_PARTNER_KEY");
  }

  @Test
  void whatIsOpenToAllForbidsNothing() {
    assertThat(statuses("/ledger/checkpoint"))
        .containsExactlyInAnyOrder("200", "400", "401", "404", "406", "408", "500", "503");
    assertThat(statuses("/ledger/proofs/inclusion"))
        .containsExactlyInAnyOrder("200", "400", "401", "406", "408", "500", "503");
    assertThat(statuses("/ledger/tile/{path}"))
        .containsExactlyInAnyOrder("200", "400", "401", "404", "406", "408", "500", "503");
    assertThat(statuses("/ledger/key"))
        .containsExactlyInAnyOrder("200", "400", "401", "406", "408", "500", "503");
  }

  @Test
  void theApiIsRootedWhereTheContractSays() {
    assertThat(ours.getServers())
        .extracting(server -> server.getUrl())
        .containsExactly(URI.create(contract.getServers().getFirst().getUrl()).getPath());
    assertThat(ours.getPaths()).containsKeys(PATH);
  }

  @Test
  void theOperationHasTheContractsNameAndParameters() {
    assertThat(create(ours).getOperationId()).isEqualTo(create(contract).getOperationId());
    assertThat(create(ours).getTags()).isEqualTo(create(contract).getTags());
    assertThat(parameters(create(ours)))
        .containsAll(parameters(create(contract)))
        .filteredOn(parameter -> !parameters(create(contract)).contains(parameter))
        .allMatch(parameter -> parameter.contains("required: false"));
  }

  @Test
  void requestAndAnswerHaveTheContractsProperties() {
    var request = create(ours).getRequestBody();
    var promised = create(contract).getRequestBody();

    assertThat(request.getRequired()).isEqualTo(promised.getRequired());
    assertThat(properties(request.getContent()))
        .containsAllEntriesOf(properties(promised.getContent()));
    assertThat(json(request.getContent()).getRequired()).isNull();
    assertThat(properties(at(create(ours).getResponses(), "200").getContent()))
        .isEqualTo(properties(at(create(contract).getResponses(), "200").getContent()));
  }

  @Test
  void callersAuthenticateAsTheContractSays() {
    assertThat(ours.getSecurity()).isEqualTo(contract.getSecurity());
    assertThat(scheme(ours)).isEqualTo(scheme(contract));
  }

  private Answer visit(String path) {
    return api.sendAnonymously(path, UnaryOperator.identity());
  }

  private static OpenAPI parse(String text) {
    var options = new ParseOptions();
    options.setResolveFully(true);
    return new OpenAPIV3Parser().readContents(text, null, options).getOpenAPI();
  }

  private static Operation create(OpenAPI document) {
    return at(document.getPaths(), PATH).getPost();
  }

  private Set<String> statuses(String path) {
    return at(ours.getPaths(), path).getGet().getResponses().keySet();
  }

  private static List<String> parameters(Operation operation) {
    return operation.getParameters().stream().map(ApiDocumentationStory::shape).toList();
  }

  private static String shape(Parameter parameter) {
    return "%s in %s, required: %s, %s"
        .formatted(
            parameter.getName(),
            parameter.getIn(),
            Boolean.TRUE.equals(parameter.getRequired()),
            shape(parameter.getSchema()));
  }

  private static Map<String, String> properties(Content content) {
    var shapes = new TreeMap<String, String>();
    Map<?, ?> properties = json(content).getProperties();
    properties.forEach((name, schema) -> shapes.put(name.toString(), shape((Schema<?>) schema)));
    return shapes;
  }

  private static Schema<?> json(Content content) {
    assertThat(content).containsOnlyKeys("application/json");
    return at(content, "application/json").getSchema();
  }

  private static String shape(Schema<?> schema) {
    return schema.getType() + " " + Objects.toString(schema.getFormat(), "");
  }

  private static String scheme(OpenAPI document) {
    var scheme = at(document.getComponents().getSecuritySchemes(), "bearerAuth");
    return scheme.getType() + " " + scheme.getScheme() + " " + scheme.getBearerFormat();
  }

  private static <T> T at(Map<String, T> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }
}
