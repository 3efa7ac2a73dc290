/// The query side's start and settings: every question, put together.
@NullMarked
package dev.keyledger.query;

import org.jspecify.annotations.NullMarked;
