package dev.keyledger.query.authentication;

import dev.keyledger.http.FrontDoor;
import dev.keyledger.http.Visit;
import java.io.IOException;
import org.springframework.stereotype.Component;

/// `POST /api/v1/verify`: whether a key is good, and why not, for services that may know.
@Component
final class VerifyDoor extends FrontDoor {
  static final String PATH = "/api/v1/verify";

  private final Verifier verifier;
  private final DoorCaller caller;

  VerifyDoor(Verifier verifier) {
    super("POST", PATH);
    this.verifier = verifier;
    this.caller = new DoorCaller(verifier);
  }

  @Override
  protected byte[] answer(Visit visit) throws IOException {
    caller.require(visit);
    var asked = json(visit, BODY_LIMIT, VerifyRequest.class);
    var project = asked.project();
    var verdict = verifier.judge(asked.requireKey(), visit);
    return Answers.write(VerifyAnswer.of(verdict, project)::write);
  }
}
