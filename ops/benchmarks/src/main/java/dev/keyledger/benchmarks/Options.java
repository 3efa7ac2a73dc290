package dev.keyledger.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How much is measured.
///
/// @param rounds how often everything is measured; one more round before them only warms up
/// @param seconds how long one contestant runs in one round
/// @param warmUp for how many seconds the packaged service creates keys before that is measured
/// @param news how many lone events one round sends to a second node
/// @param events how many events are read in one round, at least
/// @param revocations how many keys are revoked, over all rounds
/// @param auditEvents how many events the ledger has whose audit log is measured, at least
/// @param directory where PostgreSQL's data goes, in a directory of its own that is removed
/// @param program the packaged service
/// @param only the sections to measure
record Options(
    int rounds,
    int seconds,
    int warmUp,
    int news,
    int events,
    int revocations,
    int auditEvents,
    Path directory,
    Path program,
    List<String> only) {
  private static final Map<String, String> DEFAULT =
      Map.of(
          "rounds", "5",
          "seconds", "2",
          "warm-up", "150",
          "news", "200",
          "events", "200000",
          "revocations", "10000",
          "audit-events", "1000000",
          "directory", System.getProperty("java.io.tmpdir"),
          "program", "ops/all-in-one/target/keyledger.jar",
          "only",
              "in-process,http,news,reading,doors,disturbed,recording,lookup,revocations,audit,replays,starts");

  private static final Map<String, String> QUICK =
      Map.of(
          "rounds",
          "1",
          "seconds",
          "1",
          "warm-up",
          "1",
          "news",
          "50",
          "events",
          "20000",
          "revocations",
          "100",
          "audit-events",
          "20000");

  /// @param arguments `--name=value`, or `--quick` for a run that only shows that all of it works
  /// @throws IllegalArgumentException when there is no such option
  static Options parse(String... arguments) {
    var values = new HashMap<>(DEFAULT);
    for (String argument : arguments) {
      if (argument.equals("--quick")) {
        values.putAll(QUICK);
      } else if (!argument.isBlank()) {
        set(values, argument);
      }
    }
    return of(values);
  }

  private static void set(Map<String, String> values, String argument) {
    String[] parts = argument.split("=", 2);
    String name = parts[0].startsWith("--") ? parts[0].substring(2) : "";
    if (parts.length < 2 || values.replace(name, parts[1]) == null) {
      throw new IllegalArgumentException(
          "unknown option %s; known are --quick, --%s"
              .formatted(argument, String.join("=, --", DEFAULT.keySet())));
    }
  }

  private static Options of(Map<String, String> values) {
    return new Options(
        Integer.parseInt(values.getOrDefault("rounds", "")),
        Integer.parseInt(values.getOrDefault("seconds", "")),
        Integer.parseInt(values.getOrDefault("warm-up", "")),
        Integer.parseInt(values.getOrDefault("news", "")),
        Integer.parseInt(values.getOrDefault("events", "")),
        Integer.parseInt(values.getOrDefault("revocations", "")),
        Integer.parseInt(values.getOrDefault("audit-events", "")),
        Path.of(values.getOrDefault("directory", "")),
        Path.of(values.getOrDefault("program", "")),
        Arrays.asList(values.getOrDefault("only", "").split(",")));
  }

  /// For how many seconds a door is asked before that is measured: it has less to compile.
  int doorWarmUp() {
    return Math.max(1, warmUp / 5);
  }

  boolean includes(String section) {
    return only.contains(section);
  }
}
