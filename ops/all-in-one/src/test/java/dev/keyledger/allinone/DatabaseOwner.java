package dev.keyledger.allinone;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Another program that starts the database, and closes it when its input ends.
final class DatabaseOwner {
  private static final String ANSWER = "> ";

  private DatabaseOwner() {}

  public static void main(String[] args) throws IOException {
    try (var database = EmbeddedDatabase.start(Path.of(args[0]))) {
      System.out.println(ANSWER + database.getJdbcUrl());
      while (System.in.read() >= 0) {}
    } catch (EmbeddedDatabaseFailure failure) {
      System.out.println(ANSWER + failure.reason());
    }
  }

  /// That program as a process of its own.
  static Process launch(Path directory) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            DatabaseOwner.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /// What it says about its start, past all that it logs: the database's URL, or why there is none.
  static String answer(Process owner) throws IOException {
    @Nullable String line;
    do {
      line = owner.inputReader().readLine();
    } while (line != null && !line.startsWith(ANSWER));
    return line == null ? "" : line.substring(ANSWER.length());
  }
}
