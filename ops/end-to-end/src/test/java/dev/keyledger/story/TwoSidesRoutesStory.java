package dev.keyledger.story;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.http.FrontDoor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// The nginx that is shipped for two sides leads every request to the side that answers it. In the
/// place of each side's nodes is a server that says what it was asked.
@ExtendWith(SharedNode.class)
final class TwoSidesRoutesStory {
  private static final String COMMAND = "command";
  private static final String QUERY = "query";

  @TempDir private static Path directory;

  private static Upstream command;
  private static Upstream query;
  private static ReverseProxy proxy;

  private final Node node;

  TwoSidesRoutesStory(Node node) {
    this.node = node;
  }

  @BeforeAll
  static void start() throws IOException {
    Installed.assume("nginx");
    command = Upstream.named(COMMAND);
    query = Upstream.named(QUERY);
    proxy = ReverseProxy.ofTwoSides(directory, ports(command, 2), ports(query, 3));
  }

  private static List<Integer> ports(Upstream side, int nodes) {
    return List.of(side.port(), side.port(), side.port()).subList(0, nodes);
  }

  @AfterAll
  static void stop() {
    proxy.close();
    command.close();
    query.close();
  }

  /// Whose an operation is, its code says; which there are, the live documentation.
  @Test
  void everyOperationIsLedToTheSideThatHasIt() {
    Set<String> ofCommands = operationsOf(COMMAND);
    Set<String> ofQueries = operationsOf(QUERY);
    Set<String> ofDoors = documented();
    ofDoors.removeAll(ofCommands);
    ofDoors.removeAll(ofQueries);
    assertThat(ofDoors)
        .hasSameSizeAs(node.beans(FrontDoor.class))
        .contains("POST /api/v1/introspect");
    assertThat(node.beans(FrontDoor.class)).allMatch(door -> side(door.getClass()).equals(QUERY));
    assertThat(ofCommands).hasSizeGreaterThan(10);

    assertThat(ofCommands).allSatisfy(operation -> assertLed(operation, COMMAND));
    assertThat(ofQueries).allSatisfy(operation -> assertLed(operation, QUERY));
    assertThat(ofDoors).allSatisfy(operation -> assertLed(operation, QUERY));
  }

  private Set<String> documented() {
    var operations = new TreeSet<String>();
    node.api()
        .get("/v3/api-docs")
        .json()
        .required("paths")
        .forEachEntry((path, methods) ->
            methods
                .propertyNames()
                .forEach(
                    method -> operations.add(method.toUpperCase(Locale.ROOT) + " /api/v1" + path)));
    return operations;
  }

  /// Those that controllers of a side have, such as `GET /api/v1/self`.
  private Set<String> operationsOf(String side) {
    return node.bean(RequestMappingHandlerMapping.class).getHandlerMethods().entrySet().stream()
        .filter(handler -> side(handler.getValue().getBeanType()).equals(side))
        .flatMap(handler -> operations(handler.getKey()).stream())
        .collect(Collectors.toSet());
  }

  private static List<String> operations(RequestMappingInfo mapping) {
    return mapping.getPatternValues().stream()
        .flatMap(path ->
            mapping.getMethodsCondition().getMethods().stream()
                .map(RequestMethod::name)
                .map(method -> method + " " + path.replace("{*", "{")))
        .toList();
  }

  /// `command` or `query`, or what else it is of.
  private static String side(Class<?> type) {
    return type.getPackageName().replaceFirst("^dev\\.keyledger\\.(\\w+)\\..*", "$1");
  }

  private static void assertLed(String operation, String side) {
    var methodAndPath = operation.replaceAll("\\{[^}]+}", "some").split(" ", 2);
    assertThat(answerer(methodAndPath[0], methodAndPath[1])).isEqualTo(side);
  }

  private static String answerer(String method, String path) {
    return new Api("http://127.0.0.1:" + proxy.port(), "")
        .sendAnonymously(path, request -> request.method(method, noBody()))
        .header(Upstream.NAME);
  }

  @ParameterizedTest
  @CsvSource({
    "HEAD, /api/v1/projects/p/apiKeys, query",
    "OPTIONS, /api/v1/projects/p/apiKeys, query",
    "PUT, /api/v1/projects/p/apiKeys, command",
    "GET, /api/v1/revoke, command",
    "DELETE, /api/v1/introspect, query",
    "POST, /api/v1/projects/p/apiKeysOfAll, query",
    "POST, /api/v1/projects/p/q/apiKeys, query",
    "DELETE, /, query",
    "GET, /swagger-ui.html, query",
    "GET, /v3/api-docs, query",
    "GET, /v3/api-docs/commands, command"
  })
  void whateverElseIsAskedForIsAnsweredByOneSide(String method, String path, String side) {
    assertThat(answerer(method, path)).isEqualTo(side);
  }
}
