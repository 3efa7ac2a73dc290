/// What people and programs do with Keyledger, one class per story, on the real thing: the whole
/// service on an embedded PostgreSQL, spoken to over HTTP.
@NullMarked
package dev.keyledger.story;

import org.jspecify.annotations.NullMarked;
