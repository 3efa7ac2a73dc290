@NullMarked
package dev.keyledger.http;

import org.jspecify.annotations.NullMarked;
