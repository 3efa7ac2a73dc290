package dev.keyledger.ledger.export;

import dev.keyledger.ledger.proof.Hash;
import dev.keyledger.ledger.proof.Leaf;

/// An event as it leaves the ledger: a CloudEvent (1.0, JSON format) on a line of its own.
///
/// @param source the origin of the ledger's checkpoints
/// @param leaf the stored fields
/// @param leafHash the leaf hash that was stored with them
public record AuditLine(String source, Leaf leaf, Hash leafHash) {

  /// The line for whoever only reads: no digest is in it. In UTF-8, without a line feed.
  public byte[] readable() {
    return LineWriter.write(this, false);
  }

  /// The line with the exact stored texts, digests included, and the leaf hash: with them, a
  /// receiver can prove later what it has kept. In UTF-8, without a line feed.
  public byte[] provable() {
    return LineWriter.write(this, true);
  }
}
