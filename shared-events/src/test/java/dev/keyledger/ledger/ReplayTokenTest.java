package dev.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.Test;

/// Axon 4.13.0 cannot read back its own replay tokens with Jackson 3 as it comes.
final class ReplayTokenTest {
  @Test
  void aReplayTokenIsReadBack() {
    var serializer =
        Jackson3Serializer.builder().jsonMapperBuilderCustomizer(new Ledger().axonTokens()).build();
    TrackingToken token =
        ReplayToken.createReplayToken(
            GapAwareTrackingToken.newInstance(9, List.of(7L)), null, "rebuild");

    var stored = serializer.serialize(token, String.class);

    assertThat(serializer.<String, TrackingToken>deserialize(stored)).isEqualTo(token);
  }
}
