package dev.keyledger.benchmarks;

import java.util.List;

/// Measures everything and prints one table. `README.md` of this module says what each row means.
final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] arguments) throws Exception {
    var options = Options.parse(arguments);
    try (var server = Server.start(options.directory())) {
      Machine.describe(server, options).forEach(System.out::println);
      System.out.println();
      var sections =
          List.<Section>of(
              new CreationsInProcess(),
              new CreationsOverHttp(),
              new NewsLatency(),
              new Reading(),
              new Doors(),
              new Disturbances(),
              new Recording(),
              new Lookup(),
              new Revocations(),
              new Audit(),
              new Replays(),
              new Starts());
      var table = new Table();
      for (var section : sections) {
        if (options.includes(section.name())) {
          section.measure(server, options, table);
        }
      }
      System.out.println(table);
    }
  }
}
