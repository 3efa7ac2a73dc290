@NullMarked
package dev.keyledger.key;

import org.jspecify.annotations.NullMarked;
