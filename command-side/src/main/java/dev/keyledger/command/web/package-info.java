/// HTTP in, HTTP out: requests become commands, results and refusals become answers.
@NullMarked
package dev.keyledger.command.web;

import org.jspecify.annotations.NullMarked;
