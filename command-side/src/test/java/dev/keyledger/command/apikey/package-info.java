@NullMarked
package dev.keyledger.command.apikey;

import org.jspecify.annotations.NullMarked;
