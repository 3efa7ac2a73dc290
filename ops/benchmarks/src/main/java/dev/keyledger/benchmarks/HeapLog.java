package dev.keyledger.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How much heap a service has in use, as its garbage collector says after each collection.
final class HeapLog {
  private static final Pattern COLLECTION = Pattern.compile("Pause .* \\d+M->(\\d+)M\\(");
  private static final Pattern DONE = Pattern.compile("executed successfully");

  private final Path file;
  private final long pid;
  private int known;
  private double settled;

  private HeapLog(Path file, long pid) {
    this.file = file;
    this.pid = pid;
  }

  /// The option of a JVM that writes the log.
  static String into(Path file) {
    return "-Xlog:gc:file=" + file;
  }

  static HeapLog of(Path file, Process process) {
    return new HeapLog(file, process.pid());
  }

  /// Collects everything that can be collected.
  void settle() throws IOException {
    new Tool(Path.of(System.getProperty("java.home"), "bin", "jcmd"))
        .run(Map.of(), DONE, pid, "GC.run");
    var collections = collections();
    known = collections.size();
    settled = collections.getLast();
  }

  /// MiB that were in use after some collection since [#settle], beyond those that were in use
  /// then.
  double extra() throws IOException {
    var collections = collections();
    return collections.subList(known, collections.size()).stream()
        .mapToDouble(used -> used - settled)
        .max()
        .orElse(0);
  }

  private List<Double> collections() throws IOException {
    try (var lines = Files.lines(file)) {
      return lines
          .map(COLLECTION::matcher)
          .filter(Matcher::find)
          .map(found -> Double.valueOf(found.group(1)))
          .toList();
    }
  }
}
