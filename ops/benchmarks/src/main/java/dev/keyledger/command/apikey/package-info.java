/// A window into the place that decides, for the benchmarks alone.
@NullMarked
package dev.keyledger.command.apikey;

import org.jspecify.annotations.NullMarked;
