package dev.keyledger.query.audit;

import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.OpenToAll;
import dev.keyledger.http.Problem;
import dev.keyledger.http.ProblemException;
import dev.keyledger.http.Refuses;
import dev.keyledger.ledger.Checkpoints;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Hands out what proves the ledger to whoever asks: nothing in it is secret.
@RestController
@OpenToAll
@SecurityRequirements
@Tag(name = "Ledger")
final class LedgerController {
  private final Checkpoints checkpoints;

  LedgerController(Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
  }

  @GetMapping("/api/v1/ledger/checkpoint")
  @Operation(
      operationId = "getCheckpoint",
      summary = "Get the latest checkpoint",
      description =
          "The signed head of the ledger: a C2SP tlog-checkpoint (origin, size, root) in a signed"
              + " note.")
  @ApiResponse(
      responseCode = "200",
      description = "The checkpoint",
      content = @Content(mediaType = MediaType.TEXT_PLAIN_VALUE))
  @Refuses(ErrorCode.NOT_FOUND)
  String checkpoint() {
    return checkpoints
        .newest()
        .orElseThrow(() ->
            new ProblemException(
                Problem.of(ErrorCode.NOT_FOUND, "no checkpoint has been signed yet")));
  }

  @GetMapping("/api/v1/ledger/key")
  @Operation(
      operationId = "getLedgerKeys",
      summary = "Get the public keys",
      description =
          "The public keys that verify checkpoints, as C2SP vkeys: one a line, newest first.")
  @ApiResponse(
      responseCode = "200",
      description = "The keys",
      content = @Content(mediaType = MediaType.TEXT_PLAIN_VALUE))
  String keys() {
    return String.join("", checkpoints.keys().stream().map(key -> key + "\n").toList());
  }
}
