package dev.keyledger.query.authentication;

import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Problem;
import dev.keyledger.http.ProblemException;
import dev.keyledger.http.Visit;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// `POST /api/v1/verify/batch`: the same for many keys at once; the answers are in their order.
@Component
final class VerifyBatchDoor extends VerificationDoor {
  static final String PATH = VerifyDoor.PATH + "/batch";

  private static final int MAX_KEYS = 1000;
  private static final int MAX_BYTES = 128 * 1024;

  private final Verifier verifier;
  private final DoorCaller caller;

  VerifyBatchDoor(Verifier verifier, MeterRegistry meters) {
    super("POST", PATH, new DoorTimes("verify-batch", meters));
    this.verifier = verifier;
    this.caller = new DoorCaller(verifier);
  }

  /// So many keys are not judged on a thread that others wait for.
  @Override
  protected byte[] answer(Visit visit) throws IOException {
    visit.requireOwnThread();
    caller.require(visit);
    var asked = keys(json(visit, MAX_BYTES, Batch.class));
    var verdicts = verifier.judge(asked.stream().map(VerifyRequest::question).toList(), visit);
    // Every key counts as a verification that took as long as all of them together.
    visit.timedBy(
        nanos -> verdicts.forEach(verdict -> timeOf(DoorOutcome.of(verdict)).accept(nanos)));
    return Answers.write(json -> {
      json.writeStartArray();
      verdicts.forEach(verdict -> VerifyAnswer.of(verdict).write(json));
      json.writeEndArray();
    });
  }

  private static List<VerifyRequest> keys(Batch batch) {
    var sent = batch.apiKeys() == null ? List.<@Nullable VerifyRequest>of() : batch.apiKeys();
    var keys = sent.stream().flatMap(Stream::ofNullable).toList();
    if (keys.isEmpty() || keys.size() > MAX_KEYS || keys.size() < sent.size()) {
      throw new ProblemException(
          Problem.of(ErrorCode.INVALID_API_KEYS, "apiKeys must be an array of 1 to 1000 objects")
              .at("apiKeys"));
    }
    return keys;
  }

  /// @param apiKeys the keys to verify, 1 to 1000
  @Schema(name = "VerificationBatch", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
  record Batch(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable List<@Nullable VerifyRequest> apiKeys) {}
}
