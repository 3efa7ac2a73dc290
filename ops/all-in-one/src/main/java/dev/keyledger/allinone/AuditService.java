package dev.keyledger.allinone;

import dev.keyledger.ledger.proof.Hash;
import dev.keyledger.ledger.proof.SignedNote;
import dev.keyledger.ledger.proof.Tile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/// A running service, as an auditor with a partner key sees it.
final class AuditService {
  private final PartnerClient service;

  AuditService(PartnerClient service) {
    this.service = service;
  }

  /// The newest checkpoint.
  SignedNote checkpoint() throws IOException, InterruptedException {
    try (var note = service.get("ledger/checkpoint")) {
      return SignedNote.parse(new String(note.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IOException(service.url() + " has no checkpoint: " + e.getMessage(), e);
    }
  }

  /// The position of the newest event, whether or not a view has it yet.
  long head() throws IOException, InterruptedException {
    try (var views = service.get("admin/views")) {
      return JsonMapper.shared().readTree(views).required(0).required("head").asLong();
    }
  }

  /// The hashes that a tile has in a tree of `size` leaves.
  List<Hash> tile(Tile tile, long size) throws IOException, InterruptedException {
    int width = tile.widthIn(size);
    String path = "ledger/" + tile.path() + (width < Tile.WIDTH ? ".p/" + width : "");
    byte[] hashes;
    try (var body = service.get(path)) {
      hashes = body.readAllBytes();
    }
    if (hashes.length != width * Hash.BYTES) {
      throw new IOException(path + " has another length than its tile");
    }
    return IntStream.range(0, width)
        .mapToObj(i -> Arrays.copyOfRange(hashes, i * Hash.BYTES, (i + 1) * Hash.BYTES))
        .map(Hash::of)
        .toList();
  }

  /// Provable events, one a line, from a position on, without an end.
  InputStream stream(long after) throws IOException, InterruptedException {
    return service.get("auditEvents/stream?proof=true&after=" + after);
  }
}
