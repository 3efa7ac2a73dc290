package dev.keyledger.story;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One connection to the service, spoken to byte by byte, for what no HTTP client would send. Every
/// character of a text is one byte (ISO 8859-1). Whoever waits longer than 5 seconds fails.
final class Wire implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 5000;
  private static final int FEW_BYTES = 4096;

  private final Socket socket;
  private final InputStream in;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    socket.setSoTimeout(TIMEOUT_MILLIS);
  }

  static Wire to(int port) {
    try {
      return new Wire(new Socket(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One whose kernel takes little that it does not listen to.
  static Wire hardOfHearing(int port) {
    try {
      var socket = new Socket();
      socket.setReceiveBufferSize(FEW_BYTES);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return new Wire(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// This end's port, by which the service knows the connection.
  int port() {
    return socket.getLocalPort();
  }

  /// Says something, all at once.
  Wire say(String bytes) {
    try {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Hangs up without waiting for anything, so that what is sent to it meets nobody.
  void hangUp() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Will say no more, but still listens.
  Wire fallSilent() {
    try {
      socket.shutdownOutput();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The next answer, with its body. Interim answers (1xx) are left out.
  Answer hear() {
    try {
      Answer head = head();
      return new Answer(head.status(), head.headers(), body(head.headers()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The next answer to a HEAD: it ends with its headers.
  Answer hearHead() {
    try {
      return head();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether the service has ended the connection, rather than say more or wait.
  boolean isOver() {
    try {
      return in.read() < 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Everything that is still to come, as it comes.
  String rest() {
    try {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer head() throws IOException {
    String status = line();
    while (status.startsWith("HTTP/1.1 1")) {
      headers();
      status = line();
    }
    return new Answer(Integer.parseInt(status.split(" ", 3)[1]), headers(), "");
  }

  private HttpHeaders headers() throws IOException {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] parts = line.split(": ?", 2);
      headers.computeIfAbsent(parts[0], _ -> new ArrayList<>()).add(parts[1]);
    }
    return HttpHeaders.of(headers, (_, _) -> true);
  }

  private String body(HttpHeaders headers) throws IOException {
    var body = new ByteArrayOutputStream();
    if (headers.firstValue("Transfer-Encoding").isPresent()) {
      for (int size = chunkSize(); size > 0; size = chunkSize()) {
        body.write(in.readNBytes(size));
        line();
      }
      line();
    } else if (isAllThatComes(headers)) {
      body.write(in.readAllBytes());
    } else {
      long length = headers.firstValueAsLong("Content-Length").orElseThrow();
      body.write(in.readNBytes(Math.toIntExact(length)));
    }
    return body.toString(StandardCharsets.UTF_8);
  }

  /// An answer without a length ends with its connection.
  private static boolean isAllThatComes(HttpHeaders headers) {
    return headers.firstValue("Content-Length").isEmpty()
        && headers.firstValue("Connection").filter("close"::equalsIgnoreCase).isPresent();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the service hung up after: " + line);
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
