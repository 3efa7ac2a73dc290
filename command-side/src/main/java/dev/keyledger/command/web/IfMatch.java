package dev.keyledger.command.web;

import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Problem;
import dev.keyledger.http.ProblemException;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;

/// The versions of a key as entity tags (RFC 9110, 8.8.3), and what `If-Match` says of them.
final class IfMatch {
  /// Possessive throughout: what may be matched in two ways costs stack for each tag.
  private static final String TAG = "(?:W/)?+\"[\\x21\\x23-\\x7E]*+\"";

  private static final Pattern TAGS =
      Pattern.compile("\\s*+(?:\\*|" + TAG + "(?:\\s*+,\\s*+" + TAG + ")*+)\\s*+");
  private static final Pattern VERSION = Pattern.compile("0|[1-9][0-9]{0,17}");

  private IfMatch() {}

  /// The tag of a version.
  static String tag(long version) {
    return "\"" + version + "\"";
  }

  /// The versions that `header` allows; absent when it allows all.
  ///
  /// A tag that the service never gave allows none, and neither does a weak one: they are compared
  /// strongly (RFC 9110, 13.1.1).
  ///
  /// @throws ProblemException when it is not a list of entity tags
  static @Nullable Set<Long> versions(@Nullable String header) {
    if (header == null) {
      return null;
    }
    if (!TAGS.matcher(header).matches()) {
      throw new ProblemException(
          Problem.of(
                  ErrorCode.INVALID_PARAMETER,
                  "If-Match must be * or a list of entity tags such as \"3\" (RFC 9110)")
              .at(HttpHeaders.IF_MATCH));
    }
    var tags = ETag.parse(header.strip());
    return tags.stream().anyMatch(ETag::isWildcard)
        ? null
        : tags.stream()
            .filter(tag -> !tag.weak() && VERSION.matcher(tag.tag()).matches())
            .map(tag -> Long.valueOf(tag.tag()))
            .collect(Collectors.toSet());
  }
}
