/// The append-only store: the one truth that everything else is derived from.
///
/// Today it is Axon's JDBC engine on tables of our own; no other package knows that.
@NullMarked
package dev.keyledger.ledger;

import org.jspecify.annotations.NullMarked;
