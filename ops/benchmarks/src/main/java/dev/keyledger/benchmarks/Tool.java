package dev.keyledger.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A program of this machine that makes load.
///
/// @param path where it lies
record Tool(Path path) {

  /// The tool, when it is on the path or in one of these directories.
  static Optional<Tool> find(String name, String... elsewhere) {
    var path = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
    return Stream.concat(Arrays.stream(path), Arrays.stream(elsewhere))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Tool::new);
  }

  /// Runs it to its end.
  ///
  /// @param result what its output must hold
  /// @throws IllegalStateException with its output when it does not, or when it fails
  MatchResult run(Map<String, String> environment, Pattern result, Object... arguments)
      throws IOException {
    var command = new ArrayList<>(List.of(path.toString()));
    Arrays.stream(arguments).map(Object::toString).forEach(command::add);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var found = result.matcher(output);
    if (process.onExit().join().exitValue() != 0 || !found.find()) {
      throw new IllegalStateException("%s failed:%n%s".formatted(path, output));
    }
    return found.toMatchResult();
  }
}
