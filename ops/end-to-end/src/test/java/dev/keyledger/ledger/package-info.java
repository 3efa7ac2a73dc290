@NullMarked
package dev.keyledger.ledger;

import org.jspecify.annotations.NullMarked;
