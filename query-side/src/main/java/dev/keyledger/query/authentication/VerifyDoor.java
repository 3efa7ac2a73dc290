package dev.keyledger.query.authentication;

import dev.keyledger.http.Visit;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import org.springframework.stereotype.Component;

/// `POST /api/v1/verify`: whether a key is good, and why not, for services that may know.
@Component
final class VerifyDoor extends VerificationDoor {
  static final String PATH = "/api/v1/verify";

  private final Verifier verifier;
  private final DoorCaller caller;

  VerifyDoor(Verifier verifier, MeterRegistry meters) {
    super("POST", PATH, new DoorTimes("verify", meters));
    this.verifier = verifier;
    this.caller = new DoorCaller(verifier);
  }

  @Override
  protected byte[] answer(Visit visit) throws IOException {
    caller.require(visit);
    var asked = json(visit, BODY_LIMIT, VerifyRequest.class);
    var verdict = verifier.judge(asked.question(), visit);
    comesTo(DoorOutcome.of(verdict), visit);
    return Answers.write(VerifyAnswer.of(verdict)::write);
  }
}
