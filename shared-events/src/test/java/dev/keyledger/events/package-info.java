@NullMarked
package dev.keyledger.events;

import org.jspecify.annotations.NullMarked;
