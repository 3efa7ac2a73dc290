@NullMarked
package dev.keyledger.query.audit;

import org.jspecify.annotations.NullMarked;
