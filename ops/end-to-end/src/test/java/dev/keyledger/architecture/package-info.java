/// What a machine can hold of the plan of the house.
@NullMarked
package dev.keyledger.architecture;

import org.jspecify.annotations.NullMarked;
