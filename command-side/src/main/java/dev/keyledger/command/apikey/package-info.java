/// The one place that decides what may happen to a key.
@NullMarked
package dev.keyledger.command.apikey;

import org.jspecify.annotations.NullMarked;
