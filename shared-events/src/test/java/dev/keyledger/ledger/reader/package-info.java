@NullMarked
package dev.keyledger.ledger.reader;

import org.jspecify.annotations.NullMarked;
