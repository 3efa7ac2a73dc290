/// What stories need of the command side that it keeps to itself.
@NullMarked
package dev.keyledger.command;

import org.jspecify.annotations.NullMarked;
