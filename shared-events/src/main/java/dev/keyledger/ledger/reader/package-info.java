/// The nodes that answer from what they hold in memory: who they are, how far they have come, and
/// whether a change has reached them all.
@NullMarked
package dev.keyledger.ledger.reader;

import org.jspecify.annotations.NullMarked;
