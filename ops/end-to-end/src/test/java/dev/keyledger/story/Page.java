package dev.keyledger.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A page of the documentation, in Markdown.
///
/// @param path where it is
/// @param text what it says
record Page(Path path, String text) {
  private static final Path DIRECTORY = Path.of("..", "docs");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)]+)\\)");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|.*\\| ([^|]+) \\|$");

  /// The page of that name in `ops/docs`.
  static Page of(String name) {
    return at(DIRECTORY.resolve(name));
  }

  private static Page at(Path path) {
    try {
      return new Page(path, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What its headings are called in links to them, as Git hosts do it.
  Set<String> anchors() {
    return HEADING
        .matcher(text)
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  /// The links to other places in this repository, or on this page.
  List<String> links() {
    return LINK.matcher(text).results().map(link -> link.group(1)).toList();
  }

  /// Whether there is something where a link leads.
  boolean leadsSomewhere(String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? path : path.resolveSibling(parts[0]);
    return Files.exists(target) && (parts.length == 1 || at(target).anchors().contains(parts[1]));
  }

  /// The rows of its tables that begin with a name in code: by that name, what they end with.
  Map<String, String> lastColumns() {
    return ROW.matcher(text)
        .results()
        .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
  }
}
