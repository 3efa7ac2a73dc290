package dev.keyledger.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The programs that take the audit log elsewhere and prove it there, from their start to their
/// end.
///
/// @param program the executable jar
/// @param service whose audit log it is
/// @param file the export
/// @param key the ledger's public keys, in a file
/// @param count events that there are
record Exports(Path program, Service service, Path file, Path key, long count) {
  private static final Pattern EXPORTED = Pattern.compile("(\\d+) events in ");
  private static final Pattern PROVEN = Pattern.compile("(\\d+) events, and all of them are");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  List<Double> export() throws IOException {
    Files.deleteIfExists(file);
    return eventsPerSecond(
        EXPORTED, "audit-export", "--url", service.url(), "--out", file.toString());
  }

  List<Double> verify() throws IOException {
    return eventsPerSecond(PROVEN, "audit-verify", file.toString(), "--key", key.toString());
  }

  /// What it takes to read the file and hash it once.
  List<Double> digest(Tool sha256sum) throws IOException {
    long begun = System.nanoTime();
    sha256sum.run(Map.of(), DIGEST, file);
    return List.of(count * 1e9 / (System.nanoTime() - begun));
  }

  private List<Double> eventsPerSecond(Pattern result, String... command) throws IOException {
    var java = new Tool(Service.java());
    long begun = System.nanoTime();
    var found =
        java.run(
            Map.of("KEYLEDGER_PARTNER_KEY", service.partnerKey()),
            result,
            Stream.concat(Stream.of("-jar", program), Stream.of(command)).toArray());
    double seconds = (System.nanoTime() - begun) / 1e9;
    Check.equal(command[0] + "'s events", count, Long.parseLong(found.group(1)));
    return List.of(count / seconds);
  }
}
