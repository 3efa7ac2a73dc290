package dev.keyledger.query.authentication;

import dev.keyledger.events.ProjectId;
import dev.keyledger.http.CredentialProblems;
import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Form;
import dev.keyledger.http.Problem;
import dev.keyledger.http.ProblemException;
import dev.keyledger.http.Visit;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.springframework.stereotype.Component;

/// `GET /api/v1/forward-auth?project=…`: a reverse proxy asks whether a request may pass, and sends
/// the request's own key.
@Component
final class ForwardAuthDoor extends VerificationDoor {
  static final String PATH = "/api/v1/forward-auth";
  static final String PROJECT = "project";

  /// Instead of a project: the keys of any.
  static final String ANY = "*";

  static final String API_KEY = "X-Api-Key";
  static final String KEY_ID = "X-Keyledger-Key-Id";
  static final String KEY_PROJECT = "X-Keyledger-Project";
  static final String KEY_KIND = "X-Keyledger-Kind";

  private static final byte[] NOTHING = {};

  private static final Problem ONE_PROJECT =
      Problem.of(
              ErrorCode.INVALID_PARAMETER, "project must be there once: a project id, or * for any")
          .at(PROJECT);

  /// 401 for two as for none: proxies pass on no other refusal than 401 and 403.
  private static final Problem ONE_CREDENTIAL =
      Problem.of(
          ErrorCode.CREDENTIAL_REQUIRED,
          "send one API key: Authorization: Bearer <apiKey>, or X-Api-Key: <apiKey>");

  private static final Problem NOT_HERE =
      Problem.of(ErrorCode.INSUFFICIENT_SCOPE, "this key is not for what is asked for");

  private final Verifier verifier;

  ForwardAuthDoor(Verifier verifier, MeterRegistry meters) {
    super("GET", PATH, new DoorTimes("forward-auth", meters));
    this.verifier = verifier;
  }

  @Override
  protected byte[] answer(Visit visit) {
    String asked = project(visit.request());
    var question = new Question(key(visit), key -> passes(key, asked));
    Verdict verdict = verifier.judge(question, visit);
    comesTo(DoorOutcome.of(verdict), visit);
    if (verdict instanceof Verdict.WrongProject) {
      throw new ProblemException(NOT_HERE);
    } else if (!(verdict instanceof Verdict.Active(var key, _))) {
      throw new ProblemException(CredentialProblems.INVALID_TOKEN);
    } else {
      visit.add(KEY_ID, key.apiKeyId().toString());
      // A partner key is used for the project that is asked for.
      visit.add(KEY_PROJECT, Objects.toString(key.projectId(), asked));
      visit.add(KEY_KIND, key.kind().word());
      return NOTHING;
    }
  }

  private static boolean passes(LookupEntry key, String asked) {
    return switch (key.kind()) {
      case PROJECT -> asked.equals(ANY) || asked.equals(Objects.toString(key.projectId(), ""));
      case PARTNER -> !asked.equals(ANY);
      case VERIFIER -> false;
    };
  }

  private static String project(Request request) {
    String query = Objects.requireNonNullElse(request.getHttpURI().getQuery(), "");
    List<String> projects =
        Form.onlyMember(query, PROJECT)
            .map(List::of)
            .orElseGet(() -> Request.extractQueryParameters(request).getValuesOrEmpty(PROJECT));
    if (projects.size() != 1 || !isProject(projects.getFirst())) {
      throw new ProblemException(ONE_PROJECT);
    }
    return projects.getFirst();
  }

  private static boolean isProject(String text) {
    try {
      return text.equals(ANY) || !new ProjectId(text).value().isEmpty();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static String key(Visit visit) {
    List<String> keys = visit.sent(API_KEY);
    List<String> credentials = visit.sent(HttpHeader.AUTHORIZATION.asString());
    String key =
        keys.size() + credentials.size() != 1
            ? null
            : keys.isEmpty() ? BearerToken.in(credentials.getFirst()) : keys.getFirst();
    if (key == null) {
      throw new ProblemException(ONE_CREDENTIAL);
    }
    return key;
  }
}
