@NullMarked
package dev.keyledger.command.web;

import org.jspecify.annotations.NullMarked;
