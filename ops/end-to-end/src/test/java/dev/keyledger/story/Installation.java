package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/// Where the program lies: what Java has to be told to run it.
final class Installation {
  private static final Path JAR = jar("keyledger.jar");

  private Installation() {}

  private static Path jar(String property) {
    return Path.of(System.getProperty(property)).toAbsolutePath().normalize();
  }

  /// Both sides in one file.
  static Path jar() {
    return JAR;
  }

  /// The file of the command side alone, run as it is.
  static List<String> commandSide() {
    return packaged(jar("keyledger.command.jar"));
  }

  /// The file of the query side alone, run as it is.
  static List<String> querySide() {
    return packaged(jar("keyledger.query.jar"));
  }

  /// That file, run as it is.
  static List<String> packaged() {
    return packaged(JAR);
  }

  /// A copy of that file, run as it is.
  static List<String> packaged(Path jar) {
    return List.of("-jar", jar.toString());
  }

  /// As the page for operators says to make it start faster: unpacked, with a cache of what one
  /// start has learnt. It is made by the first who asks. A cache that does not fit fails the start.
  static List<String> quick() {
    return Quick.OPTIONS;
  }

  private static final class Quick {
    static final List<String> OPTIONS = make(Path.of("target/installation").toAbsolutePath());

    private static List<String> make(Path directory) {
      try {
        FileSystemUtils.deleteRecursively(directory);
        Files.createDirectories(directory);
        Path unpacked = directory.resolve("keyledger");
        unpack(unpacked);
        return learn(directory, packaged(unpacked.resolve("keyledger.jar")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void unpack(Path directory) throws IOException {
      var command = new ArrayList<>(List.of(Program.java(), "-Djarmode=tools"));
      command.addAll(packaged());
      command.addAll(List.of("extract", "--destination", directory.toString()));
      assertThat(new ProcessBuilder(command).start().onExit().join().exitValue()).isZero();
    }

    private static List<String> learn(Path directory, List<String> unpacked) throws IOException {
      Path cache = directory.resolve("keyledger.aot");
      Program.start(with(unpacked, "-XX:AOTCacheOutput=" + cache), directory, Map.of())
          .ready()
          .close();
      assertThat(cache).exists();
      return with(unpacked, "-XX:AOTCache=" + cache, "-XX:AOTMode=on");
    }

    private static List<String> with(List<String> installation, String... options) {
      var with = new ArrayList<>(List.of(options));
      with.addAll(installation);
      return List.copyOf(with);
    }
  }
}
