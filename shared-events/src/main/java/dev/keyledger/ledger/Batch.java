package dev.keyledger.ledger;

import dev.keyledger.ledger.proof.Hash;
import java.util.List;

/// Events that are stored together, at positions of their own.
///
/// @param first the position of the first; the others follow without a gap
/// @param events what is stored
/// @param leaves their leaves in the tree
/// @param head where the ledger ends once they are stored
record Batch(long first, List<NewEvent> events, List<Hash> leaves, Head head) {}
