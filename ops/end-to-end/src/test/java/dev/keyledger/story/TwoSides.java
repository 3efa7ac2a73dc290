package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What `ops/deploy/compose.yaml` describes, as plain processes with its settings, secrets, roles
/// and nginx: two nodes of the command side, three of the query side, and one PostgreSQL.
final class TwoSides implements AutoCloseable {
  private static final List<String> COMMAND_SIDE = List.of("command-1", "command-2");
  private static final List<String> QUERY_SIDE = List.of("query-1", "query-2", "query-3");

  /// Five of them share a small machine, and a PostgreSQL that takes a hundred connections.
  private static final String HEAP = "-Xmx160m";

  private static final String POOL = "8";

  private final Path directory;
  private final ComposeFile compose = ComposeFile.read();
  private final OutsidePostgres postgres;
  private final Api service;
  private final Map<String, Program> nodes = new LinkedHashMap<>();
  private final ReverseProxy nginx;

  /// Starts all, and waits until they take requests.
  TwoSides(Path directory) throws IOException {
    this.directory = directory;
    makeSecrets();
    postgres = OutsidePostgres.start(directory.resolve("postgres"));
    makeRoles();
    int front = OutsidePostgres.freePort();
    service =
        new Api(
            "http://127.0.0.1:" + front,
            Files.readString(directory.resolve("secrets/partner-key")));
    start(COMMAND_SIDE, Installation.commandSide());
    start(QUERY_SIDE, Installation.querySide());
    nodes.values().forEach(Program::ready);
    nginx =
        ReverseProxy.ofTwoSides(
            Files.createDirectory(directory.resolve("nginx")),
            front,
            ports(COMMAND_SIDE),
            ports(QUERY_SIDE));
  }

  private void makeSecrets() throws IOException {
    Path script = Files.createDirectory(directory.resolve("two-sides")).resolve("make-secrets.sh");
    Files.copy(ComposeFile.DIRECTORY.resolve("two-sides/make-secrets.sh"), script);
    run(new ProcessBuilder("sh", script.toString()));
    var services = new ArrayList<>(COMMAND_SIDE);
    services.addAll(QUERY_SIDE);
    services.add("postgres");
    for (String service : services) {
      Path mounted = Files.createDirectory(secretsOf(service));
      for (var secret : compose.secrets(service).entrySet()) {
        Files.copy(
            directory.resolve("secrets").resolve(secret.getValue()),
            mounted.resolve(secret.getKey()));
      }
    }
  }

  private Path secretsOf(String service) {
    return directory.resolve("secrets-of-" + service);
  }

  private void makeRoles() throws IOException {
    postgres.createDatabase("keyledger", "template0");
    String script =
        Files.readString(ComposeFile.DIRECTORY.resolve("two-sides/roles.sh"))
            .replace(ComposeFile.SECRETS, secretsOf("postgres") + "/");
    var psql = new ProcessBuilder("bash", "-c", script);
    psql.environment()
        .putAll(
            Map.of(
                "PGHOST", "127.0.0.1",
                "PGPORT", Integer.toString(postgres.port()),
                "POSTGRES_USER", "postgres",
                "POSTGRES_DB", "keyledger"));
    run(psql);
  }

  private void run(ProcessBuilder builder) throws IOException {
    Path output = Files.createTempFile(directory, "script-", ".txt");
    var script =
        builder.redirectErrorStream(true).redirectOutput(output.toFile()).start().onExit().join();
    assertThat(script.exitValue()).as(Files.readString(output)).isZero();
  }

  /// The first node starts as often as the machine needs to learn how to start faster.
  private void start(List<String> names, List<String> packaged) throws IOException {
    var command = new ArrayList<>(List.of(HEAP));
    command.addAll(Installation.quick(packaged, environment(names.getFirst())));
    for (String name : names) {
      nodes.put(name, Program.start(command, directory, environment(name)));
    }
  }

  /// What the compose file sets, where this is.
  private Map<String, String> environment(String node) {
    var environment = new HashMap<>(compose.environment(node));
    environment.replaceAll((_, value) ->
        value
            .replace("postgres:5432", "127.0.0.1:" + postgres.port())
            .replace("http://nginx:8080", service.base())
            .replace(ComposeFile.SECRETS, secretsOf(node) + "/"));
    environment.put("SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE", POOL);
    environment.put("KEYLEDGER_DATA_DIR", directory.resolve("data-of-" + node).toString());
    return environment;
  }

  private List<Integer> ports(List<String> names) {
    return names.stream().map(name -> node(name).port()).toList();
  }

  private Program node(String name) {
    return Objects.requireNonNull(nodes.get(name));
  }

  /// What clients see who hold the partner key: nginx.
  Api service() {
    return service;
  }

  List<String> nodes() {
    return List.copyOf(nodes.keySet());
  }

  OutsidePostgres postgres() {
    return postgres;
  }

  /// `kill -9`.
  void kill(String node) {
    node(node).kill();
  }

  /// `kill -9` for what holds the clients' connections.
  void killProxy() {
    nginx.killWorkers();
  }

  /// `SIGTERM`, and waits for the end.
  void stop(String node) {
    node(node).close();
  }

  /// Starts a node that has ended, under the same address, and waits until it takes requests.
  void comeBack(String node) throws IOException {
    nodes.put(node, node(node).again().ready());
  }

  /// Waits until every node can do all that it is for.
  void awaitHealth() {
    for (String node : QUERY_SIDE) {
      var stranger = node(node).api(Node.newKey());
      await().until(() -> stranger.self().status() == 401);
    }
    for (String node : COMMAND_SIDE) {
      var partner = node(node).api(service.key());
      await().until(() -> partner.create("health", "{}").status() == 200);
    }
  }

  @Override
  public void close() throws IOException {
    nodes.values().forEach(Program::close);
    nginx.close();
    postgres.close();
  }
}
