package dev.keyledger.allinone;

import dev.keyledger.ledger.proof.Hash;
import dev.keyledger.ledger.proof.SignedNote;
import dev.keyledger.ledger.proof.Tile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/// A running service, as an auditor with a partner key sees it.
final class AuditService {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI url;
  private final String key;

  AuditService(URI url, String key) {
    this.url = url;
    this.key = key;
  }

  /// The newest checkpoint.
  SignedNote checkpoint() throws IOException, InterruptedException {
    try {
      return SignedNote.parse(get("ledger/checkpoint", BodyHandlers.ofString()));
    } catch (IllegalArgumentException e) {
      throw new IOException(url + " has no checkpoint: " + e.getMessage(), e);
    }
  }

  /// The position of the newest event.
  long head() throws IOException, InterruptedException {
    var newest = get("auditEvents?limit=1", BodyHandlers.ofString());
    return JsonMapper.shared().readTree(newest).required(0).required("position").asLong();
  }

  /// The hashes that a tile has in a tree of `size` leaves.
  List<Hash> tile(Tile tile, long size) throws IOException, InterruptedException {
    int width = tile.widthIn(size);
    String path = "ledger/" + tile.path() + (width < Tile.WIDTH ? ".p/" + width : "");
    byte[] hashes = get(path, BodyHandlers.ofByteArray());
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
    return get("auditEvents/stream?proof=true&after=" + after, BodyHandlers.ofInputStream());
  }

  private <T> T get(String path, BodyHandler<T> body) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(url.resolve("/api/v1/" + path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + key)
            .build();
    HttpResponse<T> answer = http.send(request, body);
    if (answer.statusCode() != 200) {
      throw new IOException("%s answers %d".formatted(request.uri(), answer.statusCode()));
    }
    return answer.body();
  }
}
