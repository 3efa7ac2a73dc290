package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// The service as two sides: a node of each, as the page for operators has them, on one PostgreSQL
/// with a role for each.
final class Sides implements AutoCloseable {
  private static final Path PAGE = Path.of("../docs/operations.md");
  private static final Pattern ROLES = Pattern.compile("(?s)```sql\n(CREATE ROLE .*?)```");

  /// Of the node on the query side alone; another could be there as well.
  private static final String QUERY_NODE = "keyledger_query_1";

  private static final String DATABASE = "keyledger";

  private final OutsidePostgres postgres;
  private final Path commandPlace;
  private final Program command;
  private Program query;

  private Sides(OutsidePostgres postgres, Path commandPlace, Program command, Program query) {
    this.postgres = postgres;
    this.commandPlace = commandPlace;
    this.command = command;
    this.query = query;
  }

  /// Starts the query side, and the command side when the other waits for it.
  static Sides start(Path directory, Map<String, String> ofCommandSide) throws IOException {
    var postgres = OutsidePostgres.start(directory.resolve("postgres"));
    var text = ROLES.matcher(Files.readString(PAGE));
    var statements = text.results().flatMap(roles -> roles.group(1).lines()).toList();
    assertThat(statements).as("roles on the page").anyMatch(each -> each.contains(QUERY_NODE));
    statements.forEach(statement -> client(postgres.url(), "postgres").sql(statement).update());
    Path queryPlace = Files.createDirectory(directory.resolve("query"));
    Path commandPlace = Files.createDirectory(directory.resolve("command"));
    var query =
        Program.start(Installation.querySide(), queryPlace, environment(postgres, QUERY_NODE));
    query.awaitOutput("waits for a node of the command side");
    var settings = environment(postgres, "keyledger_command");
    settings.put("KEYLEDGER_QUERY_ROLE", "keyledger_query");
    settings.put(
        "SPRING_SECURITY_OAUTH2_RESOURCESERVER_OPAQUETOKEN_INTROSPECTION_URI",
        query.api("").base() + "/api/v1/introspect");
    settings.putAll(ofCommandSide);
    var command = Program.start(Installation.commandSide(), commandPlace, settings);
    return new Sides(postgres, commandPlace, command.ready(), query.ready());
  }

  private static Map<String, String> environment(OutsidePostgres postgres, String role) {
    var environment = new HashMap<String, String>();
    postgres
        .settings(DATABASE)
        .forEach(
            (name, text) -> environment.put(name.replace('.', '_').toUpperCase(Locale.ROOT), text));
    environment.put("SPRING_DATASOURCE_USERNAME", role);
    return environment;
  }

  Program command() {
    return command;
  }

  Program query() {
    return query;
  }

  /// Starts the query side once more after it has ended.
  void queryAgain() throws IOException {
    query = query.again().ready();
  }

  /// A file in the data directory of the command side.
  Path data(String name) {
    return commandPlace.resolve(".keyledger").resolve(name);
  }

  /// The database as a role sees it.
  JdbcClient database(String role) {
    return client(postgres.url(DATABASE), role);
  }

  private static JdbcClient client(String url, String role) {
    return JdbcClient.create(new DriverManagerDataSource(url, role, "unused"));
  }

  @Override
  public void close() throws IOException {
    command.close();
    query.close();
    postgres.close();
  }
}
