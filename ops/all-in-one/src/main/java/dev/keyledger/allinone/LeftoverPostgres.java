package dev.keyledger.allinone;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL that still runs although nobody has it in use any more: its owner was killed.
final class LeftoverPostgres {
  private static final Logger log = LoggerFactory.getLogger(LeftoverPostgres.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /// PostgreSQL's ways to stop, mildest first (PostgreSQL 18, "Shutting Down the Server").
  ///
  /// The mildest of all, `TERM`, is left out: it waits until every client has left by itself.
  private enum Shutdown {
    FAST("INT", Duration.ofSeconds(30)),
    IMMEDIATE("QUIT", Duration.ofSeconds(10)),
    KILLED("KILL", Duration.ofSeconds(5));

    private final String signal;
    private final Duration patience;

    Shutdown(String signal, Duration patience) {
      this.signal = signal;
      this.patience = patience;
    }
  }

  private final ProcessHandle postmaster;
  private final Path binaries;

  private LeftoverPostgres(ProcessHandle postmaster, Path binaries) {
    this.postmaster = postmaster;
    this.binaries = binaries;
  }

  /// Stops the PostgreSQL on `cluster`, if one runs there.
  ///
  /// Only for whoever holds the data directory: then nobody else can be using that PostgreSQL.
  ///
  /// @param binaries where PostgreSQL's programs lie; a process running another program is left
  ///   alone
  static void stop(Path cluster, Path binaries) throws IOException {
    var pidFile = cluster.resolve("postmaster.pid");
    var content = read(pidFile);
    if (content.isEmpty()) {
      return;
    }
    var postmaster =
        content
            .flatMap(LeftoverPostgres::pid)
            .flatMap(ProcessHandle::of)
            .filter(p -> runs(p, binaries));
    if (postmaster.isPresent()) {
      log.warn(
          "Stopping the PostgreSQL still running on {}, pid {}.", cluster, postmaster.get().pid());
      new LeftoverPostgres(postmaster.get(), binaries).stop();
    } else if (ProcessHandle.allProcesses().noneMatch(p -> runs(p, binaries))) {
      // PostgreSQL would take a stranger that has this pid by now for its predecessor, and give up.
      Files.deleteIfExists(pidFile);
    }
  }

  /// The file's text, or nothing where there is none. It is not asked for first: a PostgreSQL that
  /// is just ending takes its file away at any moment.
  private static Optional<String> read(Path pidFile) throws IOException {
    try {
      return Optional.of(Files.readString(pidFile, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private static Optional<Long> pid(String content) {
    return content
        .lines()
        .findFirst()
        .filter(line -> line.matches("[0-9]{1,18}"))
        .map(Long::valueOf);
  }

  /// Pids are used again, so a pid alone proves nothing. A process that has ended but was not yet
  /// waited for runs no program any more.
  private static boolean runs(ProcessHandle process, Path binaries) {
    return process.isAlive()
        && process.info().command().filter(c -> Path.of(c).startsWith(binaries)).isPresent();
  }

  private void stop() throws IOException {
    for (var shutdown : Shutdown.values()) {
      send(shutdown.signal);
      if (endsWithin(shutdown.patience)) {
        return;
      }
    }
  }

  /// By the shell's own `kill`, since Java sends no other signals than `TERM` and `KILL`.
  private void send(String signal) throws IOException {
    new ProcessBuilder("sh", "-c", "kill -s %s %d".formatted(signal, postmaster.pid()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /// Looks again and again, because `ProcessHandle.onExit` waits until the ended process was waited
  /// for, and whoever inherited an orphan may take long to do that.
  private boolean endsWithin(Duration patience) throws InterruptedIOException {
    long begin = System.nanoTime();
    while (runs(postmaster, binaries)) {
      if (System.nanoTime() - begin > patience.toNanos()) {
        return false;
      }
      pause();
    }
    return true;
  }

  private static void pause() throws InterruptedIOException {
    try {
      Thread.sleep(LOOK_AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while PostgreSQL stops");
    }
  }
}
