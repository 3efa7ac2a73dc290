package dev.keyledger.ledger;

import dev.keyledger.ledger.proof.Checkpoint;
import dev.keyledger.ledger.proof.Hash;
import dev.keyledger.ledger.proof.NoteSigner;
import dev.keyledger.ledger.proof.TreeEdge;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/// Signs the ledger's head, at most once a second while it grows.
///
/// It trusts no stored hash. It remembers the edge of the tree that it signed last, computes the
/// leaves that follow from the rows, and signs only a head that extends its own edge, and the
/// newest checkpoint that others have signed since.
final class CheckpointSigner {
  private static final Logger log = LoggerFactory.getLogger(CheckpointSigner.class);
  private static final int PAGE = 1000;

  private final NoteSigner key;
  private final CheckpointSettings settings;
  private final String origin;
  private final LedgerReader reader;
  private final Checkpoints checkpoints;
  private final CheckpointCopies copies;
  private final SignedState state;
  private final HistoryGuard guard;
  private final ReaderProgress progress;
  private boolean refused;

  CheckpointSigner(
      CheckpointSettings settings,
      LedgerReader reader,
      Checkpoints checkpoints,
      CheckpointCopies copies,
      SignedState state,
      HistoryGuard guard,
      SigningMeters meters) {
    this.settings = settings;
    this.origin = Optional.ofNullable(settings.origin()).orElse("keyledger/" + reader.ledgerId());
    this.key = SigningKey.in(settings.key(), origin);
    this.reader = reader;
    this.checkpoints = checkpoints;
    this.copies = copies;
    this.state = state;
    this.guard = guard;
    this.progress = meters.signed();
  }

  /// Signs that the ledger is empty, before anything can be in it.
  void signEmpty() throws IOException {
    if (reader.head() == 0) {
      sign();
    }
  }

  /// Signs the head, if this node is to sign and nobody has signed this head yet.
  ///
  /// What was signed before is read before the head is: another node, which may even have the same
  /// memory, cannot have signed more than the head has.
  @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
  void sign() throws IOException {
    TreeEdge signed = state.read();
    Optional<String> newestNote = checkpoints.newest();
    TreeEdge head = reader.edge();
    var newest = newestNote.map(Checkpoints::checkpoint).map(SignedHead::of);
    noteProgress(newest.map(SignedHead::size).orElse(0L), head.size());
    Optional<String> stopped = reader.stoppedBecause();
    if (stopped.isPresent()) {
      HistoryStop.raiseAlarm(stopped.get());
    } else if (isTheOneThatSigns() && !newest.equals(Optional.of(SignedHead.of(head)))) {
      sign(signed, head, newestNote, newest);
    }
  }

  private void noteProgress(long signed, long head) {
    progress.reached(signed);
    if (signed < head) {
      reader.at(List.of(signed + 1)).forEach(oldest -> progress.begun(oldest.occurredAt()));
    }
  }

  private boolean isTheOneThatSigns() {
    String own = key.verifierKey().toString();
    List<String> keys = checkpoints.keys();
    if (keys.isEmpty() || (!keys.contains(own) && replaces(keys.getFirst()))) {
      checkpoints.addKey(key.verifierKey(), keys);
      keys = checkpoints.keys();
    }
    boolean signs = keys.getFirst().equals(own);
    if (!signs && !refused) {
      log.warn(
          "This node signs no checkpoints: its key is {}, and the ledger's are signed with {}",
          own,
          keys.getFirst());
    }
    refused = !signs;
    return signs;
  }

  /// A vkey is `name+key id+key`; the id is what an operator names.
  private boolean replaces(String newest) {
    return newest.split("\\+", 3)[1].equals(settings.replaces());
  }

  private void sign(
      TreeEdge signed, TreeEdge head, Optional<String> newestNote, Optional<SignedHead> newest)
      throws IOException {
    var abandoned = guard.abandoned();
    var own = abandoned.contains(SignedHead.of(signed)) ? TreeEdge.EMPTY : signed;
    TreeEdge extended;
    try {
      extended = extend(own, newest.filter(other -> !abandoned.contains(other)), head);
    } catch (IllegalStateException e) {
      guard.stop(String.valueOf(e.getMessage()));
      return;
    }
    publish(extended, newestNote);
  }

  /// The edge at the head's size, computed from the rows.
  ///
  /// @throws IllegalStateException when it is not the head's, or not what was signed on the way
  private TreeEdge extend(TreeEdge signed, Optional<SignedHead> newest, TreeEdge head) {
    long most = Math.max(signed.size(), newest.map(SignedHead::size).orElse(0L));
    if (head.size() < most) {
      throw new IllegalStateException(
          "the ledger ends at position %d, but was signed up to %d".formatted(head.size(), most));
    }
    TreeEdge edge = signed;
    if (newest.isPresent() && newest.get().size() >= edge.size()) {
      edge = grow(edge, newest.get().size());
      if (!SignedHead.of(edge).equals(newest.get())) {
        throw new IllegalStateException(
            "its first %d events are not the signed ones".formatted(edge.size()));
      }
    }
    edge = grow(edge, head.size());
    if (!edge.root().equals(head.root())) {
      throw new IllegalStateException("the head's tree is not the one that the events make");
    }
    return edge;
  }

  private TreeEdge grow(TreeEdge from, long size) {
    TreeEdge edge = from;
    while (edge.size() < size) {
      int page = Math.toIntExact(Math.min(PAGE, size - edge.size()));
      edge = edge.plus(leaves(reader.after(edge.size(), page)));
    }
    return edge;
  }

  private static List<Hash> leaves(List<StoredEvent> events) {
    if (events.isEmpty()) {
      throw new IllegalStateException("the ledger has lost its last events");
    }
    return events.stream().map(StoredEvent::requireUnchanged).toList();
  }

  /// Remembers first, and only then says so to others: what was said is never forgotten.
  private void publish(TreeEdge edge, Optional<String> newest) throws IOException {
    var checkpoint = new Checkpoint(origin, edge.size(), edge.root());
    var note = key.sign(checkpoint);
    state.write(edge);
    copies.add(note);
    checkpoints.add(checkpoint, note, key.verifierKey(), newest);
    progress.reached(edge.size());
  }
}
