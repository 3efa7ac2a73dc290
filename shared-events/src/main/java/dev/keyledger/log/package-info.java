/// How the log is written.
@NullMarked
package dev.keyledger.log;

import org.jspecify.annotations.NullMarked;
