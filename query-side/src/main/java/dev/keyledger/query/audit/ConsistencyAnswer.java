package dev.keyledger.query.audit;

import dev.keyledger.ledger.proof.ConsistencyProof;
import dev.keyledger.ledger.proof.Hash;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// A consistency proof, with the member of RFC 6962, section 4.4.
record ConsistencyAnswer(
    @Schema(description = "Leaves in the earlier tree") long from,
    @Schema(description = "Leaves in the later tree") long to,
    @Schema(description = "Hashes in base64, lowest first; none when the trees are the same")
        List<byte[]> consistency) {

  static ConsistencyAnswer of(ConsistencyProof proof) {
    var path = proof.path().stream().map(Hash::bytes).toList();
    return new ConsistencyAnswer(proof.from(), proof.to(), path);
  }
}
