/// The question "does this view equal its events, and how do I make it again?": rebuilds views
/// beside the live ones.
@NullMarked
package dev.keyledger.query.replay;

import org.jspecify.annotations.NullMarked;
