@NullMarked
package dev.keyledger.ledger.proof;

import org.jspecify.annotations.NullMarked;
