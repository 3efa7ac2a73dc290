@NullMarked
package dev.keyledger.query.authentication;

import org.jspecify.annotations.NullMarked;
