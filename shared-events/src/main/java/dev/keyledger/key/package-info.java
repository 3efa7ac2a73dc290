/// The key as text: its format and checksum, the secret as a type that refuses to print, its
/// digest.
///
/// Both sides compute the same digest: one puts it into an event, the other looks it up.
@NullMarked
package dev.keyledger.key;

import org.jspecify.annotations.NullMarked;
