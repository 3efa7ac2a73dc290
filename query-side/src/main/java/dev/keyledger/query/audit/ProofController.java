package dev.keyledger.query.audit;

import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.OpenToAll;
import dev.keyledger.http.Problem;
import dev.keyledger.http.ProblemException;
import dev.keyledger.http.Refuses;
import dev.keyledger.ledger.LedgerReader;
import dev.keyledger.ledger.LedgerTree;
import dev.keyledger.ledger.proof.Hash;
import dev.keyledger.ledger.proof.ServedTile;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Min;
import java.io.ByteArrayOutputStream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Hands out the hashes of the ledger's tree to whoever asks: each event has a random id, so its
/// hash tells nothing about it to somebody who does not have the event.
@RestController
@RequestMapping("/api/v1/ledger")
@OpenToAll
@SecurityRequirements
@Tag(name = "Ledger")
final class ProofController {
  /// A tile never changes, and log tools fetch it without a credential.
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private final LedgerReader ledger;
  private final LedgerTree tree;

  ProofController(LedgerReader ledger, LedgerTree tree) {
    this.ledger = ledger;
    this.tree = tree;
  }

  @GetMapping("/proofs/inclusion")
  @Operation(
      operationId = "getInclusionProof",
      summary = "Prove that an event is in the ledger",
      description =
          "The audit path (RFC 6962, section 2.1.1) of the event at a position, in the ledger as it"
              + " was when it had `size` events. Take the size from a checkpoint.")
  @ApiResponse(responseCode = "200", description = "The proof", useReturnTypeSchema = true)
  InclusionAnswer inclusion(
      @Parameter(description = "The event's position, from 1 to `size`.") @RequestParam @Min(1)
          long position,
      @Parameter(description = "Events in the ledger, up to as many as there are now.")
          @RequestParam
          @Min(1)
          long size) {
    requireAtMost(size, "position", position, "size");
    requireReached("size", size);
    return InclusionAnswer.of(tree.inclusion(position, size));
  }

  @GetMapping("/proofs/consistency")
  @Operation(
      operationId = "getConsistencyProof",
      summary = "Prove that the ledger has only grown",
      description =
          "The consistency proof (RFC 6962, section 2.1.2) from the ledger as it was with `from`"
              + " events to the ledger with `to` events. Take the sizes from two checkpoints.")
  @ApiResponse(responseCode = "200", description = "The proof", useReturnTypeSchema = true)
  ConsistencyAnswer consistency(
      @Parameter(description = "Events in the earlier state, from 1 to `to`.") @RequestParam @Min(1)
          long from,
      @Parameter(description = "Events in the later state, up to as many as there are now.")
          @RequestParam
          @Min(1)
          long to) {
    requireAtMost(to, "from", from, "to");
    requireReached("to", to);
    return ConsistencyAnswer.of(tree.consistency(from, to));
  }

  @GetMapping("/tile/{*path}")
  @Operation(
      operationId = "getTile",
      summary = "Get a tile of the tree",
      description =
          "Up to 256 hashes of 32 bytes, at the paths of C2SP tlog-tiles: `0/x001/x234/067` is tile"
              + " 1234067 of level 0, `1/000.p/17` the first 17 hashes of tile 0 of level 1. There are"
              + " no entry bundles: the entries hold digests, and need a credential.")
  @ApiResponse(
      responseCode = "200",
      description = "The hashes",
      content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE))
  @Refuses(ErrorCode.NOT_FOUND)
  byte[] tile(@PathVariable String path, HttpServletResponse response) {
    var hashes =
        ServedTile.at(path.isEmpty() ? path : path.substring(1))
            .map(this::hashes)
            .orElseThrow(ProofController::noTile);
    response.setHeader(HttpHeaders.CACHE_CONTROL, FOR_EVER);
    return hashes;
  }

  private byte[] hashes(ServedTile tile) {
    if (tile.tile().widthIn(ledger.head()) < tile.width()) {
      throw noTile();
    }
    var hashes = tree.hashes(tile.tile());
    var bytes = new ByteArrayOutputStream(tile.width() * Hash.BYTES);
    hashes.subList(0, tile.width()).forEach(hash -> bytes.writeBytes(hash.bytes()));
    return bytes.toByteArray();
  }

  private void requireReached(String parameter, long size) {
    long head = ledger.head();
    if (size > head) {
      throw refused(parameter, "must be at most " + head + ", the number of events now");
    }
  }

  private static void requireAtMost(long most, String parameter, long value, String other) {
    if (value > most) {
      throw refused(parameter, "must be at most " + other);
    }
  }

  private static ProblemException refused(String parameter, String rule) {
    return new ProblemException(
        Problem.of(ErrorCode.INVALID_PARAMETER, parameter + " " + rule).at(parameter));
  }

  private static ProblemException noTile() {
    return new ProblemException(Problem.of(ErrorCode.NOT_FOUND, "there is no such tile"));
  }
}
