package dev.keyledger.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// A way to PostgreSQL that fails once: when the client sends a certain word, of SQL or of what
/// goes into it.
///
/// The driver sends the words of a statement with its first executions in a session, and later only
/// the name that it has given to them.
public final class FaultyWire implements AutoCloseable {
  /// What happens to the words, and to the connection on which they came.
  public enum Fault {
    /// Never passed on: both ends see the connection end.
    LOST,
    /// As [#LOST], and nobody can connect any more until the wire is mended.
    LOST_AND_AWAY,
    /// Passed on; the connection ends when the answer comes.
    ANSWER_LOST,
    /// As [#ANSWER_LOST], and nobody can connect any more until the wire is mended.
    ANSWER_LOST_AND_AWAY,
    /// Nothing is passed on, on any connection and in any direction, until the wire is mended.
    FROZEN,
    /// As [#FROZEN], but the first 8 KiB are passed on: half of a long statement arrives.
    FROZEN_HALFWAY,
    /// Passed on when the wire is mended, but the client's connection ends at once. One more client
    /// can connect until then, to find out what became of the words.
    LATE
  }

  private final URI target;
  private final String word;
  private final Fault fault;
  private final AtomicInteger unharmed;
  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CompletableFuture<Void> struck = new CompletableFuture<>();
  private final CompletableFuture<Void> mended = new CompletableFuture<>();
  private final AtomicInteger lastVisitors;
  private volatile boolean frozen;
  private volatile boolean away;

  /// @param url where the database is, for JDBC
  public FaultyWire(String url, String word, Fault fault) throws IOException {
    this(url, word, fault, 0);
  }

  /// @param unharmed how often the word comes through before
  FaultyWire(String url, String word, Fault fault, int unharmed) throws IOException {
    this.unharmed = new AtomicInteger(unharmed);
    this.lastVisitors = new AtomicInteger(fault == Fault.LATE ? 1 : 0);
    this.target = URI.create(url.substring("jdbc:".length()));
    this.word = word;
    this.fault = fault;
    threads.execute(this::accept);
  }

  /// Where the database is when it is reached through this wire, for JDBC.
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + door.getLocalPort() + target.getPath();
  }

  /// Waits until the word has come.
  public void awaitFault() {
    struck.join();
  }

  /// Whether the word has come.
  public boolean isFaulty() {
    return struck.isDone();
  }

  public void mend() {
    frozen = false;
    away = false;
    mended.complete(null);
  }

  private void accept() {
    try {
      while (!door.isClosed()) {
        var client = door.accept();
        sockets.add(client);
        threads.execute(() -> connect(client));
      }
    } catch (IOException _) {
      // The door was closed.
    }
  }

  private void connect(Socket client) {
    try (client;
        var server = new Socket(InetAddress.getLoopbackAddress(), target.getPort())) {
      sockets.add(server);
      if (away && lastVisitors.getAndDecrement() <= 0) {
        return;
      }
      var answerLost = new AtomicBoolean();
      threads.execute(() -> passOn(server, client, _ -> !answerLost.get()));
      passOn(client, server, words -> !words.contains(word) || isPassedOn(client, answerLost));
    } catch (IOException _) {
      // Nobody listens there.
    }
  }

  /// Whether the words with the word in them go on.
  private boolean isPassedOn(Socket client, AtomicBoolean answerLost) {
    if (struck.isDone() || unharmed.getAndDecrement() > 0) {
      return true;
    }
    answerLost.set(fault == Fault.ANSWER_LOST || fault == Fault.ANSWER_LOST_AND_AWAY);
    away =
        fault == Fault.LOST_AND_AWAY || fault == Fault.ANSWER_LOST_AND_AWAY || fault == Fault.LATE;
    frozen = fault == Fault.FROZEN || fault == Fault.FROZEN_HALFWAY;
    struck.complete(null);
    if (fault == Fault.LATE) {
      hangUp(client);
    }
    if (fault == Fault.FROZEN || fault == Fault.LATE) {
      mended.join();
    }
    return fault != Fault.LOST && fault != Fault.LOST_AND_AWAY;
  }

  private static void hangUp(Socket client) {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void passOn(Socket from, Socket to, Predicate<String> isPassedOn) {
    try (from;
        to) {
      var piece = new byte[8192];
      for (int n; (n = from.getInputStream().read(piece)) > 0; ) {
        if (frozen) {
          mended.join();
        }
        if (!isPassedOn.test(new String(piece, 0, n, StandardCharsets.ISO_8859_1))) {
          return;
        }
        to.getOutputStream().write(piece, 0, n);
      }
    } catch (IOException _) {
      // One of the ends has gone, and the other goes with it.
    }
  }

  @Override
  public void close() throws IOException {
    mend();
    door.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.close();
  }
}
