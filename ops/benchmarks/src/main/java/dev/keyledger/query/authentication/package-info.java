/// Measures the lookup table from inside.
@NullMarked
package dev.keyledger.query.authentication;

import org.jspecify.annotations.NullMarked;
