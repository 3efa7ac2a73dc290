package dev.keyledger.ledger.export;

import dev.keyledger.ledger.proof.RangeProof;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Proves that an export is what was signed, from the export alone: every leaf and the root are
/// computed anew. The memory that it needs does not depend on the length of the export.
///
/// @param roots what was signed; at least one
/// @param range ties an export that is only a part of the ledger to one of the `roots`; absent when
///   the export begins with the first event and ends where a checkpoint does
public record ExportVerification(List<SignedRoot> roots, @Nullable RangeProof range) {
  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  /// Blocks that are read ahead of the one that is added to the tree.
  private static final int AHEAD = 2 * THREADS;

  public ExportVerification {
    roots = roots.stream().sorted(Comparator.comparingLong(SignedRoot::size)).toList();
    if (roots.isEmpty()) {
      throw new IllegalArgumentException("nothing is proven without a checkpoint");
    }
  }

  /// Proves every line of the export.
  ///
  /// @return how many events it has
  /// @throws NotProven when one of them, or what lies between them, is not what was signed
  public long prove(InputStream export) throws NotProven, IOException, InterruptedException {
    var climb = Climb.from(roots, range);
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      try {
        climb(climb, new Blocks(export), threads);
      } finally {
        threads.shutdownNow();
      }
    }
    return climb.finish(range);
  }

  /// Lines are checked by many threads, and added to the tree in their order by this one.
  private void climb(Climb climb, Blocks blocks, ExecutorService threads)
      throws NotProven, IOException, InterruptedException {
    String source = roots.getLast().checkpoint().origin();
    var ahead = new ArrayDeque<Future<CheckedBlock>>();
    for (byte[] block = blocks.next(); block != null; block = blocks.next()) {
      byte[] lines = block;
      Callable<CheckedBlock> check = () -> CheckedBlock.of(lines, source);
      ahead.add(threads.submit(check));
      if (ahead.size() > AHEAD) {
        climb.over(result(ahead.remove()));
      }
    }
    while (!ahead.isEmpty()) {
      climb.over(result(ahead.remove()));
    }
  }

  private static CheckedBlock result(Future<CheckedBlock> block) throws InterruptedException {
    try {
      return block.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a block could not be checked", e.getCause());
    }
  }
}
