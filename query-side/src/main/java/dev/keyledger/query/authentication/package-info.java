/// "Is this key good for this, now?": the lookup table, and who asks it.
@NullMarked
package dev.keyledger.query.authentication;

import org.jspecify.annotations.NullMarked;
