/// "Which keys are there?"
@NullMarked
package dev.keyledger.query.catalog;

import org.jspecify.annotations.NullMarked;
