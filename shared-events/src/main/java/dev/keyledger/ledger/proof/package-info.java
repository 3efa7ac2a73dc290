/// The arithmetic of a log that cannot be altered unnoticed: its Merkle tree (RFC 6962), the tiles
/// that hold the tree's hashes (C2SP tlog-tiles), and the signed statement of how it stands (C2SP
/// tlog-checkpoint and signed-note).
///
/// Nothing here reads or writes anything; everything is immutable. It is all that a verifier needs.
@NullMarked
package dev.keyledger.ledger.proof;

import org.jspecify.annotations.NullMarked;
