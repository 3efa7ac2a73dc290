package dev.keyledger.query.authentication;

import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Form;
import dev.keyledger.http.Problem;
import dev.keyledger.http.ProblemException;
import dev.keyledger.http.TextType;
import dev.keyledger.http.Visit;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.server.Request;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/// `POST /api/v1/introspect`: OAuth 2.0 token introspection (RFC 7662), for every resource server
/// that speaks it.
@Component
final class IntrospectionDoor extends VerificationDoor {
  static final String PATH = "/api/v1/introspect";
  static final String TOKEN = "token";

  private static final byte[] INACTIVE = IntrospectionAnswer.INACTIVE.json();

  private static final TextType FORM = new TextType(MediaType.APPLICATION_FORM_URLENCODED_VALUE);

  private static final Problem ONE_TOKEN =
      Problem.of(ErrorCode.INVALID_PARAMETER, "token must be in the form, once").at(TOKEN);

  private final Verifier verifier;
  private final DoorCaller caller;
  private final VerificationTerms terms;

  IntrospectionDoor(Verifier verifier, VerificationTerms terms, MeterRegistry meters) {
    super("POST", PATH, new DoorTimes("introspect", meters));
    this.verifier = verifier;
    this.caller = new DoorCaller(verifier);
    this.terms = terms;
  }

  /// Nobody whose credential will not do gets time to send a body slowly.
  @Override
  protected byte[] answer(Visit visit) throws IOException {
    caller.require(visit);
    Verdict verdict = verifier.judge(Question.about(token(visit)), visit);
    comesTo(DoorOutcome.of(verdict), visit);
    return switch (verdict) {
      case Verdict.Active active -> IntrospectionAnswer.of(active, terms.issuer()).json();
      case Verdict.NoKey _,
          Verdict.Unknown _,
          Verdict.WrongProject _,
          Verdict.Expired _,
          Verdict.Disabled _,
          Verdict.Revoked _ ->
          INACTIVE;
    };
  }

  /// Never from the query, which ends up in logs.
  private static String token(Visit visit) throws IOException {
    if (!FORM.isOf(visit.request())) {
      throw refused(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "Content-Type must be " + MediaType.APPLICATION_FORM_URLENCODED_VALUE + ", in UTF-8");
    }
    String form = new String(visit.body(BODY_LIMIT), StandardCharsets.UTF_8);
    List<String> tokens =
        Form.onlyMember(form, TOKEN).map(List::of).orElseGet(() -> Form.parse(form).values(TOKEN));
    if (tokens.size() != 1 || Request.extractQueryParameters(visit.request()).get(TOKEN) != null) {
      throw new ProblemException(ONE_TOKEN);
    }
    return tokens.getFirst();
  }

  private static ProblemException refused(ErrorCode code, String detail) {
    return new ProblemException(Problem.of(code, detail));
  }
}
