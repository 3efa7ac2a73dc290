/// "Is it used, how much, when last?" Counted in memory as keys are verified, and written every few
/// seconds: no verification waits for it.
@NullMarked
package dev.keyledger.query.usage;

import org.jspecify.annotations.NullMarked;
