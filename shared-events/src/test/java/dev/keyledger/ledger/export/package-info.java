@NullMarked
package dev.keyledger.ledger.export;

import org.jspecify.annotations.NullMarked;
