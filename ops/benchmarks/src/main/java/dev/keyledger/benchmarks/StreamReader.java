package dev.keyledger.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads the stream of the audit log with `curl`, and counts its lines with `grep`.
///
/// @param shell `sh`, with `curl` on its path
/// @param service whose stream it is
/// @param header a file with the credential, which no command line shows
/// @param count how many events to read; there must be some more, by which `curl` notices that
///   nobody listens any longer
record StreamReader(Tool shell, Service service, Path header, long count) {
  private static final String READ =
      "curl -sSN -H \"@$HEADER\" \"$URL\" 2>/dev/null | grep -c -m \"$COUNT\" ''";

  private static final Pattern LINES = Pattern.compile("^(\\d+)$", Pattern.MULTILINE);

  static StreamReader of(Tool shell, Service service, Path directory, long count)
      throws IOException {
    var header =
        Files.createFile(
            directory.resolve("credential"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(header, "Authorization: Bearer " + service.partnerKey());
    return new StreamReader(shell, service, header, count);
  }

  /// Events per second, and how many MiB of heap the service used for it.
  List<Double> read(boolean proof) throws IOException {
    service.heap().settle();
    long begun = System.nanoTime();
    var read =
        shell.run(
            Map.of(
                "HEADER", header.toString(),
                "URL", service.url() + "/api/v1/auditEvents/stream?after=0&proof=" + proof,
                "COUNT", Long.toString(count)),
            LINES,
            "-c",
            READ);
    double seconds = (System.nanoTime() - begun) / 1e9;
    Check.equal("events that curl read", count, Long.parseLong(read.group(1)));
    return List.of(count / seconds, service.heap().extra());
  }
}
