package dev.keyledger.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// What it was measured on.
final class Machine {
  private static final Path CPUS = Path.of("/proc/cpuinfo");

  private Machine() {}

  static List<String> describe(Server server, Options options) throws IOException, SQLException {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    var disk = Files.getFileStore(server.directory());
    return List.of(
        "- machine: %d cores%s, %.0f GiB of memory, load at the start %.2f"
            .formatted(
                system.getAvailableProcessors(),
                model(),
                system.getTotalMemorySize() / (double) (1 << 30),
                system.getSystemLoadAverage()),
        "- JVM: %s %s"
            .formatted(System.getProperty("java.vm.name"), System.getProperty("java.vm.version")),
        "- PostgreSQL: %s; fsync, synchronous_commit, full_page_writes on; wal_sync_method %s"
            .formatted(
                server.maintenance().text("SHOW server_version"),
                server.maintenance().text("SHOW wal_sync_method")),
        "- disk: %s on %s, %s"
            .formatted(disk.type(), disk.name(), FsyncTime.measure(server.directory())),
        "- run: %d rounds of %d s after one that only warms up"
            .formatted(options.rounds(), options.seconds()));
  }

  private static String model() throws IOException {
    if (Files.notExists(CPUS)) {
      return "";
    }
    try (var lines = Files.lines(CPUS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> " (" + line.substring(line.indexOf(':') + 1).strip() + ")")
          .orElse("");
    }
  }
}
