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

  /// As the page for operators says to make it start faster: unpacked, put together as was written
  /// down when it was built, with a cache of what one start has learnt. It is made by the first who
  /// asks. A cache that does not fit fails the start.
  static List<String> quick() {
    return Quick.OPTIONS;
  }

  /// One side made so; its jar has nothing written down.
  ///
  /// @param packaged what to make it of, a file that is run as it is
  /// @param environment with which it starts
  static List<String> quick(List<String> packaged, Map<String, String> environment)
      throws IOException {
    Path jar = Path.of(packaged.getLast());
    return make(
        Path.of("target", "installation-of-" + jar.getFileName()).toAbsolutePath(),
        jar,
        environment);
  }

  private static List<String> make(
      Path directory, Path jar, Map<String, String> environment, String... options)
      throws IOException {
    FileSystemUtils.deleteRecursively(directory);
    Files.createDirectories(directory);
    Path unpacked = directory.resolve("keyledger");
    unpack(jar, unpacked);
    return learn(
        directory, with(packaged(unpacked.resolve(jar.getFileName())), options), environment);
  }

  private static void unpack(Path jar, Path directory) throws IOException {
    var command = new ArrayList<>(List.of(Program.java(), "-Djarmode=tools"));
    command.addAll(packaged(jar));
    command.addAll(List.of("extract", "--destination", directory.toString()));
    assertThat(new ProcessBuilder(command).start().onExit().join().exitValue()).isZero();
  }

  private static List<String> learn(
      Path directory, List<String> unpacked, Map<String, String> environment) throws IOException {
    Path cache = directory.resolve("keyledger.aot");
    Program.start(with(unpacked, "-XX:AOTCacheOutput=" + cache), directory, environment)
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

  /// Is made when it is asked for.
  private static final class Quick {
    static final List<String> OPTIONS = makeOfAllInOne();

    private static List<String> makeOfAllInOne() {
      try {
        return make(
            Path.of("target/installation").toAbsolutePath(),
            JAR,
            Map.of(),
            "-Dspring.aot.enabled=true");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
