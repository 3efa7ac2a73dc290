package dev.keyledger.query.audit;

import dev.keyledger.ledger.proof.Hash;
import dev.keyledger.ledger.proof.InclusionProof;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// An inclusion proof, with the members of RFC 6962, section 4.5.
record InclusionAnswer(
    @Schema(description = "The event's leaf, counted from 0: its position less 1") long leafIndex,
    @Schema(description = "Leaves in the tree") long treeSize,
    @Schema(description = "Hashes in base64, from the leaf's sibling to the root's child")
        List<byte[]> auditPath) {

  static InclusionAnswer of(InclusionProof proof) {
    var path = proof.path().stream().map(Hash::bytes).toList();
    return new InclusionAnswer(proof.index(), proof.size(), path);
  }
}
