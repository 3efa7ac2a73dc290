@NullMarked
package dev.keyledger.query.usage;

import org.jspecify.annotations.NullMarked;
