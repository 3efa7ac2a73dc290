@NullMarked
package dev.keyledger.command;

import org.jspecify.annotations.NullMarked;
