package dev.keyledger.allinone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Fetches the audit log, or a range of it, with everything that proves it.
@Command(
    name = "audit-export",
    description = {
      "Writes the audit log to FILE, one event a line, and what proves it to FILE.proof.",
      "Waits until a signed checkpoint covers its end.",
      "The partner key comes from KEYLEDGER_PARTNER_KEY, or is asked for."
    },
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:the export is complete", "1:it is not", "2:wrong usage"})
final class AuditExport implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "A new file.")
  private @Nullable Path out;

  @Option(names = "--from", description = "The first position. Default: ${DEFAULT-VALUE}.")
  private long from = 1;

  @Option(names = "--to", description = "The last position. Default: that of the newest event.")
  private @Nullable Long to;

  @Option(names = "--url", description = "The service. Default: ${DEFAULT-VALUE}.")
  private URI url = URI.create("http://127.0.0.1:8080");

  @Override
  public Integer call() throws InterruptedException {
    Path file = Objects.requireNonNull(out, "required");
    if (from < 1 || (to != null && to < from)) {
      throw wrong("--from is 1 or later, and --to not before it");
    }
    if (Files.exists(file)) {
      throw wrong(file + " is there already");
    }
    var line = spec().commandLine();
    try {
      var service = new AuditService(PartnerClient.of(url, spec()));
      var export = new ExportedRange(service, file, line.getErr());
      long events = export.fetch(from, to);
      line.getOut().println(events + " events in " + file + ", proven by " + file + ".proof");
      return 0;
    } catch (IOException | UncheckedIOException e) {
      line.getErr().println("not exported: " + e.getMessage());
      return 1;
    }
  }

  private ParameterException wrong(String usage) {
    return new ParameterException(spec().commandLine(), usage);
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "set by picocli");
  }
}
