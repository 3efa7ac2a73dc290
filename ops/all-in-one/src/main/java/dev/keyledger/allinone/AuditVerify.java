package dev.keyledger.allinone;

import dev.keyledger.ledger.export.ExportVerification;
import dev.keyledger.ledger.export.NotProven;
import dev.keyledger.ledger.export.SignedRoot;
import dev.keyledger.ledger.proof.RangeProof;
import dev.keyledger.ledger.proof.VerifierKey;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Proves an export from files alone. It starts nothing: no service, no database, no network.
@Command(
    name = "audit-verify",
    description = {
      "Says whether an export of the audit log is what was signed.",
      "An export of a part of the ledger is proven with EXPORT.proof, which lies beside it."
    },
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:everything is proven", "1:something is not", "2:wrong usage"})
final class AuditVerify implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "EXPORT", description = "The export, one event a line.")
  private @Nullable Path export;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The ledger's public keys, as GET /api/v1/ledger/key shows them.")
  private @Nullable Path key;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Checkpoints, as GET /api/v1/ledger/checkpoint shows them, also older ones.")
  private List<Path> checkpoints = List.of();

  @Override
  public Integer call() throws InterruptedException {
    try {
      prove();
      return 0;
    } catch (NotProven e) {
      spec().commandLine().getErr().println("not proven: " + e.getMessage());
      return 1;
    }
  }

  private void prove() throws NotProven, InterruptedException {
    Path file = Objects.requireNonNull(export, "required");
    var keys = keys(Objects.requireNonNull(key, "required"));
    var range = range(file.resolveSibling(file.getFileName() + ".proof"));
    var roots = roots(keys, range);
    long events = prove(new ExportVerification(roots, range.orElse(null)), file);
    var out = spec().commandLine().getOut();
    for (SignedRoot root : roots) {
      out.println(root.name() + ": holds, signed for " + root.checkpoint().origin());
    }
    out.println(events + " events, and all of them are proven");
    long first = range.map(proof -> proof.before().size() + 1).orElse(1L);
    long signed = roots.stream().mapToLong(root -> root.checkpoint().size()).max().orElseThrow();
    beside(first, first + events - 1, signed)
        .ifPresent(rest -> out.println(rest + " are signed too, and not in the export"));
  }

  /// The positions of a signed ledger that an export leaves out: nothing shows whether somebody has
  /// cut them off.
  private static Optional<String> beside(long first, long last, long signed) {
    var before = first > 1 ? Stream.of("1 to " + (first - 1)) : Stream.<String>empty();
    var after =
        last < signed ? Stream.of("%d to %d".formatted(last + 1, signed)) : Stream.<String>empty();
    return Stream.concat(before, after)
        .reduce((one, other) -> one + " and " + other)
        .map(places -> "positions " + places);
  }

  private List<VerifierKey> keys(Path file) throws NotProven {
    try {
      return text(file).lines().map(VerifierKey::parse).toList();
    } catch (IllegalArgumentException e) {
      throw wrong(file + " has something else than public keys: " + e.getMessage());
    }
  }

  private Optional<RangeProof> range(Path file) throws NotProven {
    try {
      return Files.exists(file) ? Optional.of(RangeProof.parse(text(file))) : Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new NotProven(file + " is no range proof: " + e.getMessage());
    }
  }

  private List<SignedRoot> roots(List<VerifierKey> keys, Optional<RangeProof> range)
      throws NotProven {
    var roots = new ArrayList<SignedRoot>();
    for (Path file : checkpoints) {
      roots.add(SignedRoot.of(file.toString(), text(file), keys));
    }
    if (range.isPresent()) {
      var note = range.get().checkpoint().encode();
      roots.add(SignedRoot.of(export + ".proof", note, keys));
    }
    if (roots.isEmpty()) {
      throw wrong("without " + export + ".proof, at least one --checkpoint is needed");
    }
    return roots;
  }

  private long prove(ExportVerification verification, Path file)
      throws NotProven, InterruptedException {
    try (var lines = Files.newInputStream(file)) {
      return verification.prove(lines);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private String text(Path file) throws NotProven {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException _) {
      throw new NotProven(file + " is not UTF-8");
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private ParameterException unreadable(Path file, IOException reason) {
    return wrong(file + " cannot be read: " + reason);
  }

  private ParameterException wrong(String usage) {
    return new ParameterException(spec().commandLine(), usage);
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "set by picocli");
  }
}
