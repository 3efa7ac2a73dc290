package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.http.RequestId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the doors answer in one turn is written together: everybody hears their own answers, in the
/// order of the questions, whatever the others do.
@ExtendWith(SharedNode.class)
final class TogetherStory {
  private static final String DOOR = "/api/v1/forward-auth?project=together";
  private static final String SERVLET = "/api/v1/self";

  /// More questions than all buffers between a client and the service hold.
  private static final int MORE_THAN_IS_HELD = 100_000;

  private static final Duration A_WHILE = Duration.ofSeconds(1);

  private static final int CROWD = 200;

  private final Node node;

  TogetherStory(Node node) {
    this.node = node;
  }

  @Test
  void manyClientsAtOnceHearTheirOwnAnswers() {
    var wires = crowd();
    for (int number = 0; number < CROWD; number++) {
      wires.get(number).say(question(number));
    }

    for (int number = 0; number < CROWD; number++) {
      assertThat(idOf(wires.get(number).hear())).isEqualTo(id(number));
    }
    wires.forEach(Wire::close);
  }

  @Test
  void whoHangsUpBeforeTheAnswerTakesItFromNobodyElse() {
    var wires = crowd();
    for (int number = 0; number < CROWD; number++) {
      wires.get(number).say(question(number));
      if (number % 3 == 0) {
        wires.get(number).hangUp();
      }
    }

    for (int number = 0; number < CROWD; number++) {
      if (number % 3 != 0) {
        assertThat(idOf(wires.get(number).hear())).isEqualTo(id(number));
      }
    }
    wires.forEach(Wire::close);
  }

  /// A question that a servlet answers, on a thread of its own, is answered between the others.
  @Test
  void questionsThatAreNotWaitedForAreAnsweredInTheirOrder() {
    try (var wire = Wire.to(node.port())) {
      wire.say(
          IntStream.range(0, CROWD)
              .mapToObj(number -> number % 5 == 0 ? question(SERVLET, number) : question(number))
              .collect(Collectors.joining()));

      for (int number = 0; number < CROWD; number++) {
        assertThat(idOf(wire.hear())).isEqualTo(id(number));
      }
    }
  }

  @Test
  void whoDoesNotListenForALongTimeMissesNothing() {
    try (var wire = Wire.hardOfHearing(node.port())) {
      var asking =
          CompletableFuture.runAsync(() -> {
            for (int number = 0; number < MORE_THAN_IS_HELD; number++) {
              wire.say(question(number));
            }
          });
      assertThat(asking)
          .as("asking stops where nobody takes the answers")
          .failsWithin(A_WHILE)
          .withThrowableOfType(TimeoutException.class);

      for (int number = 0; number < MORE_THAN_IS_HELD; number++) {
        assertThat(idOf(wire.hear())).isEqualTo(id(number));
      }
      asking.join();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 40})
  void whoSaysNoMoreHearsAllAnswersAndThenTheEnd(int questions) {
    try (var wire = Wire.to(node.port())) {
      wire.say(IntStream.range(0, questions).mapToObj(this::question).collect(Collectors.joining()))
          .fallSilent();

      for (int number = 0; number < questions; number++) {
        assertThat(idOf(wire.hear())).isEqualTo(id(number));
      }
      assertThat(wire.isOver()).isTrue();
    }
  }

  private List<Wire> crowd() {
    return Stream.generate(() -> Wire.to(node.port())).limit(CROWD).toList();
  }

  private String question(int number) {
    return question(DOOR, number);
  }

  private String question(String target, int number) {
    return "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n%s: %s\r\n\r\n"
        .formatted(target, node.partnerKey(), RequestId.HEADER, id(number));
  }

  private static String id(int number) {
    return "question-" + number;
  }

  private static String idOf(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.header(RequestId.HEADER);
  }
}
