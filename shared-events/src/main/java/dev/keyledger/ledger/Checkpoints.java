package dev.keyledger.ledger;

import dev.keyledger.ledger.proof.Checkpoint;
import dev.keyledger.ledger.proof.SignedNote;
import dev.keyledger.ledger.proof.VerifierKey;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The signed heads of the ledger, and the public keys that verify them.
public final class Checkpoints {
  private static final String NEWEST =
      "SELECT note FROM ledger.checkpoint ORDER BY number DESC LIMIT 1";

  private static final String KEYS = "SELECT vkey FROM ledger.signing_key ORDER BY number DESC";

  private static final String ADD_KEY = "INSERT INTO ledger.signing_key (vkey) VALUES (?)";

  private static final String ADD =
      """
      INSERT INTO ledger.checkpoint (size, root, key_number, note)
      SELECT ?, ?, number, ? FROM ledger.signing_key WHERE vkey = ?
      ON CONFLICT DO NOTHING
      """;

  /// One node at a time adds a checkpoint or a key.
  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtext('keyledger checkpoint'))";

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;

  Checkpoints(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.transactions = new TransactionTemplate(transactions);
  }

  /// The newest checkpoint, a signed note (C2SP tlog-checkpoint); none before the first is signed.
  public Optional<String> newest() {
    return jdbc.sql(NEWEST).query(String.class).optional();
  }

  /// What the ledger is called in its checkpoints; nothing before the first is signed.
  public Optional<String> origin() {
    return newestCheckpoint().map(Checkpoint::origin);
  }

  /// The public keys of all checkpoints (C2SP vkey), newest first. The first signs today.
  public List<String> keys() {
    return jdbc.sql(KEYS).query((row, _) -> row.getString(1)).list();
  }

  Optional<Checkpoint> newestCheckpoint() {
    return newest().map(Checkpoints::checkpoint);
  }

  static Checkpoint checkpoint(String note) {
    return Checkpoint.parse(SignedNote.parse(note).text());
  }

  /// Makes a key the one that signs, unless another has become so meanwhile: of nodes that start
  /// for the first time at once, each with a key of its own, one signs.
  ///
  /// @param keys what [#keys] returned before
  void addKey(VerifierKey key, List<String> keys) {
    transactions.executeWithoutResult(_ -> {
      jdbc.sql(LOCK).query().singleRow();
      if (keys().equals(keys)) {
        jdbc.sql(ADD_KEY).param(key.toString()).update();
      }
    });
  }

  /// Makes a checkpoint the newest, unless another node has added one meanwhile: that one may be of
  /// a later head.
  ///
  /// @param newest what was the newest before the head was read
  void add(Checkpoint checkpoint, SignedNote note, VerifierKey key, Optional<String> newest) {
    transactions.executeWithoutResult(_ -> {
      jdbc.sql(LOCK).query().singleRow();
      if (newest().equals(newest)) {
        jdbc.sql(ADD)
            .params(checkpoint.size(), checkpoint.root().bytes(), note.encode(), key.toString())
            .update();
      }
    });
  }
}
