/// Measures the ledger side by side with its peers, in one run and on one PostgreSQL.
@NullMarked
package dev.keyledger.benchmarks;

import org.jspecify.annotations.NullMarked;
