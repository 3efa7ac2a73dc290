/// Keyledger as one program: both sides in one process, with a PostgreSQL of their own unless given
/// another.
@NullMarked
package dev.keyledger.allinone;

import org.jspecify.annotations.NullMarked;
