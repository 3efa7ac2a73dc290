/// The facts: what can happen to an API key, as plain records.
@NullMarked
package dev.keyledger.events;

import org.jspecify.annotations.NullMarked;
