package dev.keyledger.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/// Scripts that lie beside this class, for tools that want them in a file.
final class Scripts {
  private Scripts() {}

  static Path copy(Server server, String name) throws IOException {
    Path file = server.directory().resolve(name);
    try (var script = Objects.requireNonNull(Scripts.class.getResourceAsStream(name), name)) {
      Files.copy(script, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }
}
