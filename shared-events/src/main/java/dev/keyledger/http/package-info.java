/// How both sides speak HTTP errors: problem documents (RFC 9457), error codes, and every place
/// that writes them: controllers, security filters, the firewall and the container itself.
@NullMarked
package dev.keyledger.http;

import org.jspecify.annotations.NullMarked;
