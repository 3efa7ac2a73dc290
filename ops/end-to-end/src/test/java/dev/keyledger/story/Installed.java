package dev.keyledger.story;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The programs of the machine that a story uses. Small machines lack some of them; there the story
/// is skipped.
final class Installed {
  private Installed() {}

  static void assume(String... programs) {
    for (String program : programs) {
      assumeTrue(has(program), "needs the program " + program);
    }
  }

  static boolean has(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
