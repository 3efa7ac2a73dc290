package dev.keyledger.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The API-key plugin of better-auth, on the same PostgreSQL: a peer that anybody can install.
final class BetterAuth implements AutoCloseable {
  /// It makes some hundred a second; how many there are matters little to it.
  private static final int KEYS = 2000;

  private static final Pattern DONE = Pattern.compile("added \\d+ packages");

  private final Process process;
  private final Keys keys;
  private final String url;

  private BetterAuth(Process process, Keys keys, String url) {
    this.process = process;
    this.keys = keys;
    this.url = url;
  }

  /// Installs and starts it; it takes requests when this returns.
  ///
  /// @return nothing when there is no Node to run it with
  static Optional<BetterAuth> start(Server server) throws Exception {
    var npm = Tool.find("npm");
    var node = Tool.find("node");
    if (npm.isEmpty() || node.isEmpty()) {
      return Optional.empty();
    }
    var directory = Files.createDirectories(server.directory().resolve("better-auth"));
    place(server, "better-auth.json", directory.resolve("package.json"));
    var program = place(server, "better-auth.mjs", directory.resolve("better-auth.mjs"));
    npm.get().run(Map.of(), DONE, "install", "--no-audit", "--no-fund", "--prefix", directory);
    return Optional.of(start(node.get(), program, server.create("better_auth")));
  }

  private static Path place(Server server, String script, Path file) throws IOException {
    return Files.copy(Scripts.copy(server, script), file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static BetterAuth start(Tool node, Path program, Database database) throws IOException {
    var file = program.resolveSibling("keys");
    var builder =
        new ProcessBuilder(node.path().toString(), program.toString())
            .redirectError(program.resolveSibling("better-auth.log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "DATABASE_URL",
                "postgres://%s:%s@%s"
                    .formatted(
                        database.getUsername(),
                        database.getPassword(),
                        database.getJdbcUrl().substring("jdbc:postgresql://".length())),
                "KEYS",
                Integer.toString(KEYS),
                "KEYS_FILE",
                file.toString()));
    var process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    String port = process.inputReader().readLine();
    if (port == null) {
      throw new IllegalStateException("better-auth did not start");
    }
    var keys = new Keys(file, Files.readAllLines(file).getFirst());
    return new BetterAuth(process, keys, "http://127.0.0.1:" + port);
  }

  Keys keys() {
    return keys;
  }

  String url() {
    return url;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
