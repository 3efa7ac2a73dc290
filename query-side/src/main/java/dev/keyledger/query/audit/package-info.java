/// "What happened, who did it, what was true at time T, and can you prove it?"
@NullMarked
package dev.keyledger.query.audit;

import org.jspecify.annotations.NullMarked;
