package dev.keyledger.ledger.export;

/// A line as it was received: the stored fields that it states, and what it shows to its reader.
///
/// @param line what it states
/// @param event what it shows of the payload, in JSON
/// @param cause what it shows of the metadata, in JSON
record ReceivedLine(AuditLine line, String event, String cause) {

  /// Checks that it agrees with itself. Whether it is the ledger's is for the tree to tell.
  ///
  /// @throws BadLine when it does not; the member that is named is the one that disagrees with all
  ///   others, as far as that can be told
  void requireSound() throws BadLine {
    var leaf = line.leaf();
    boolean hashed = leaf.hash().equals(line.leafHash());
    if (!ReadableData.showsEvent(event, leaf.payload())) {
      throw hashed
          ? new BadLine(Attribute.DATA, "event is not what payload says")
          : new BadLine(Attribute.PAYLOAD, "is not what leafhash was made of, nor what data says");
    }
    if (!ReadableData.showsCause(cause, leaf.metadata())) {
      throw hashed
          ? new BadLine(Attribute.DATA, "cause is not what metadata says")
          : new BadLine(Attribute.METADATA, "is not what leafhash was made of, nor what data says");
    }
    if (!hashed) {
      throw new BadLine(
          Attribute.LEAFHASH,
          "is not made of the fields of the line: it or one of them was changed");
    }
  }
}
