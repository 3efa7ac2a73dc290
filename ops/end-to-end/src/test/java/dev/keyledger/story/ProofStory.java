package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keyledger.http.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Anybody can have the ledger's tree, and proofs from it that hold by the book.
@ExtendWith(SharedNode.class)
final class ProofStory {
  /// More than a full tile, so that there is one.
  private static final int EVENTS = 300;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Node node;
  private final Api api;

  ProofStory(Node node) {
    this.node = node;
    this.api = node.api();
  }

  @BeforeEach
  void haveSomeEvents() {
    for (long head = head(); head < EVENTS; head++) {
      api.create("proof", "{}");
    }
    await().until(() -> size() >= EVENTS);
  }

  @Test
  void theTilesMakeTheRootThatIsSigned() throws Exception {
    var checkpoint = checkpoint();
    long size = Long.parseLong(checkpoint.get(1));

    assertThat(root(leaves(size))).isEqualTo(checkpoint.get(2));
  }

  @Test
  void aTileOnTopHoldsTheRootsOfThoseBelow() throws Exception {
    var below = split(tile("0/000").body());

    assertThat(below).hasSize(256);
    assertThat(root(below)).isEqualTo(base64(tile("1/000.p/1").body()));
  }

  @Test
  void everyEventIsProvenToBeThere() throws Exception {
    var leaves = leaves(EVENTS);
    String root = root(leaves);
    for (int position : new int[] {1, 2, 255, 256, 257, EVENTS - 1, EVENTS}) {
      var proof = get("proofs/inclusion?position=%d&size=%d".formatted(position, EVENTS)).json();

      assertThat(proof.required("leafIndex").asLong()).isEqualTo(position - 1);
      assertThat(proof.required("treeSize").asLong()).isEqualTo(EVENTS);
      assertThat(
              base64(
                  TreeByTheBook.rootOf(
                      leaves.get(position - 1), position - 1, EVENTS, hashes(proof, "auditPath"))))
          .isEqualTo(root);
    }
  }

  @Test
  void everyEarlierStateIsProvenToBeOne() throws Exception {
    var leaves = leaves(EVENTS);
    for (int from : new int[] {1, 2, 3, 128, 255, 256, 257, EVENTS - 1}) {
      var proof = get("proofs/consistency?from=%d&to=%d".formatted(from, EVENTS)).json();

      byte[] earlier = TreeByTheBook.root(leaves.subList(0, from));
      var roots = TreeByTheBook.rootsOf(from, EVENTS, earlier, hashes(proof, "consistency"));
      assertThat(roots.getFirst()).isEqualTo(earlier);
      assertThat(roots.getLast()).isEqualTo(TreeByTheBook.root(leaves));
    }
  }

  @Test
  void aStateIsConsistentWithItselfWithoutAHash() {
    assertThat(get("proofs/consistency?from=7&to=7").json().required("consistency")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "proofs/inclusion?position=0&size=1, position",
    "proofs/inclusion?position=x&size=1, position",
    "proofs/inclusion?position=2&size=1, position",
    "proofs/inclusion?position=9223372036854775808&size=1, position",
    "proofs/inclusion?size=1, position",
    "proofs/inclusion?position=1, size",
    "proofs/inclusion?position=1&size=999999999999, size",
    "proofs/inclusion?position=1&size=9223372036854775807, size",
    "proofs/consistency?from=0&to=1, from",
    "proofs/consistency?from=2&to=1, from",
    "proofs/consistency?from=-1&to=1, from",
    "proofs/consistency?from=1&to=, to",
    "proofs/consistency?from=1&to=999999999999, to"
  })
  void whatCannotBeProvenIsRefusedByName(String path, String field) {
    Refused.with(ErrorCode.INVALID_PARAMETER, field, get(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0/0",
        "0/0000",
        "00/000",
        "0/x000/000",
        "0/000/",
        "0/000.p/0",
        "0/000.p/01",
        "0/000.p/256",
        "0/000.p/300",
        "0/x999/999",
        "0/x999/x999/x999/x999/x999/999",
        "0/x999/x999/x999/x999/x999/x999/999",
        "0/x072/x057/x594/x037/x927/936",
        "1/x999/x999/x999/x999/x999/999",
        "1/000",
        "7/000.p/1",
        "8/000",
        "63/000",
        "-1/000",
        "entries/000",
        "entries/000.p/1"
      })
  void whatIsNoTileIsNotFound(String tile) {
    Refused.with(ErrorCode.NOT_FOUND, get("tile/" + tile));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tile", "tile/"})
  void aTileHasAPath(String path) {
    Refused.with(ErrorCode.NOT_FOUND, get(path));
  }

  @Test
  void aTileNeverChangesAndMayBeKept() throws Exception {
    var earlier = tile("0/001.p/7");
    api.create("proof", "{}");

    assertThat(tile("0/001.p/7").body()).isEqualTo(earlier.body()).hasSize(7 * 32);
    assertThat(tile("0/001.p/8").body()).startsWith(earlier.body());
    assertThat(earlier.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    assertThat(earlier.headers().firstValue("Cache-Control"))
        .hasValue("public, max-age=31536000, immutable");
    Refused.with(
        ErrorCode.NOT_ACCEPTABLE,
        api.sendAnonymously(
            "/api/v1/ledger/tile/0/000", request -> request.header("Accept", "application/json")));
  }

  private Answer get(String path) {
    return api.sendAnonymously("/api/v1/ledger/" + path, request -> request);
  }

  private HttpResponse<byte[]> tile(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(api.base() + "/api/v1/ledger/tile/" + path));
    var answer = HTTP.send(request.build(), BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer;
  }

  /// The first leaves, from the tiles that a tree of this size has.
  private List<byte[]> leaves(long size) throws IOException, InterruptedException {
    var leaves = new ArrayList<byte[]>();
    for (long index = 0; index <= size / 256; index++) {
      long width = Math.min(256, size - index * 256);
      if (width > 0) {
        String partial = width < 256 ? ".p/" + width : "";
        leaves.addAll(split(tile("0/%03d%s".formatted(index, partial)).body()));
      }
    }
    return leaves;
  }

  private static List<byte[]> split(byte[] hashes) {
    return IntStream.range(0, hashes.length / 32)
        .mapToObj(i -> Arrays.copyOfRange(hashes, i * 32, (i + 1) * 32))
        .toList();
  }

  private static List<byte[]> hashes(JsonNode proof, String member) {
    return proof
        .required(member)
        .valueStream()
        .map(hash -> Base64.getDecoder().decode(hash.asString()))
        .toList();
  }

  private static String root(List<byte[]> leaves) {
    return base64(TreeByTheBook.root(leaves));
  }

  private static String base64(byte[] hash) {
    return Base64.getEncoder().encodeToString(hash);
  }

  /// Origin, size and root.
  private List<String> checkpoint() {
    return get("checkpoint").text().lines().limit(3).toList();
  }

  private long size() {
    return Long.parseLong(checkpoint().get(1));
  }

  private long head() {
    return node.bean(JdbcClient.class)
        .sql("SELECT position FROM ledger.head")
        .query(Long.class)
        .single();
  }
}
