package dev.keyledger.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// One figure, measured in several rounds.
final class Series {
  private final List<Double> figures = new ArrayList<>();

  static Series of(Collection<Double> figures) {
    var series = new Series();
    series.figures.addAll(figures);
    return series;
  }

  void add(double figure) {
    figures.add(figure);
  }

  double median() {
    var sorted = figures.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /// The figure that this share of them is not above.
  double percentile(double share) {
    return figures.stream().sorted().toList().get((int) (figures.size() * share));
  }

  /// The least and the greatest of the figures.
  String spread() {
    var sorted = figures.stream().sorted().toList();
    return text(sorted.getFirst()) + " – " + text(sorted.getLast());
  }

  /// A figure with three digits that count, or all digits of its integer part.
  static String text(double figure) {
    int decimals = figure >= 100 ? 0 : figure >= 10 ? 1 : figure >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%,." + decimals + "f", figure);
  }
}
