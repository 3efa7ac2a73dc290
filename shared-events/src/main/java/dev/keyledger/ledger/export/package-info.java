/// Events as they leave the ledger: one CloudEvent a line, and whether such lines are what was
/// signed. The formats are described in `ops/docs/ledger-format.md`.
///
/// It needs Jackson's streams and nothing else: no database, no network.
@NullMarked
package dev.keyledger.ledger.export;

import org.jspecify.annotations.NullMarked;
