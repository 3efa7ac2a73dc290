/// What stories see of the table of keys.
@NullMarked
package dev.keyledger.query.authentication;

import org.jspecify.annotations.NullMarked;
