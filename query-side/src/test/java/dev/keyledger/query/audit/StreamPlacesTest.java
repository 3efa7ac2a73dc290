package dev.keyledger.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// Nobody takes all places, and all together do not take too many.
final class StreamPlacesTest {
  private final StreamPlaces places = new StreamPlaces();

  @Test
  void aKeyHasFourAndGetsBackWhatItGives() {
    var taken = new ArrayList<StreamPlaces.Place>();
    for (int i = 0; i < 4; i++) {
      taken.add(places.take("one").orElseThrow());
    }

    assertThat(places.take("one")).isEmpty();
    assertThat(places.take("other")).isPresent();
    taken.getFirst().close();
    assertThat(places.take("one")).isPresent();
    assertThat(places.take("one")).isEmpty();
  }

  @Test
  void aNodeHas64() {
    var taken = new ArrayList<StreamPlaces.Place>();
    for (int key = 0; key < 16; key++) {
      for (int i = 0; i < 4; i++) {
        taken.add(places.take("key-" + key).orElseThrow());
      }
    }

    assertThat(places.take("another")).isEmpty();
    taken.getLast().close();
    assertThat(places.take("another")).isPresent();
    assertThat(places.take("another")).isEmpty();
  }
}
