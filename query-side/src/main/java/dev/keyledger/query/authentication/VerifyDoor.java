package dev.keyledger.query.authentication;

import dev.keyledger.http.FrontDoor;
import java.io.IOException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

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
  protected byte[] answer(Request request, HttpFields.Mutable headers) throws IOException {
    caller.require(request);
    var asked = json(request, BODY_LIMIT, VerifyRequest.class);
    var project = asked.project();
    var verdict = verifier.judge(asked.requireKey());
    return JsonMapper.shared().writeValueAsBytes(VerifyAnswer.of(verdict, project));
  }
}
