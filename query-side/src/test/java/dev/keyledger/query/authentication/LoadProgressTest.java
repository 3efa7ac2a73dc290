package dev.keyledger.query.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LoadProgressTest {
  private final LoadProgress progress = new LoadProgress();

  @Test
  void theShareGrowsToOneAtTheEndHoweverWrongTheExpectation() {
    assertThat(progress.ratio()).isZero();

    progress.begin(4);
    progress.row();
    assertThat(progress.ratio()).isEqualTo(0.25);
    for (int row = 1; row < 6; row++) {
      progress.row();
    }
    assertThat(progress.ratio()).isLessThan(1).isGreaterThan(0.8);

    progress.end();
    assertThat(progress.ratio()).isOne();
  }

  @Test
  void loadingThatBeginsAgainBeginsAtNothing() {
    progress.begin(4);
    progress.row();

    progress.begin(4);

    assertThat(progress.ratio()).isZero();
  }
}
