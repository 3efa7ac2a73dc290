/// The command side's start and settings: everything that decides, put together.
@NullMarked
package dev.keyledger.command;

import org.jspecify.annotations.NullMarked;
