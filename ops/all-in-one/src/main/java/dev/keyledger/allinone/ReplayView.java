package dev.keyledger.allinone;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Has a running service make a view again, and waits until that is over.
@Command(
    name = "replay",
    description = {
      "Makes a view again from the ledger while the service goes on, and says whether it was right.",
      "The partner key comes from KEYLEDGER_PARTNER_KEY, or is asked for."
    },
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:the view equals its events",
      "1:it does not, or that is not known",
      "2:wrong usage"
    })
final class ReplayView implements Callable<Integer> {
  private static final long POLL_MILLIS = 250;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "VIEW", description = "lookup, catalog or audit.")
  private String view = "";

  @Option(names = "--dry-run", description = "Compare only, and leave the view as it is.")
  private boolean dryRun;

  @Option(names = "--cancel", description = "End the replay that goes on, and do nothing else.")
  private boolean cancel;

  @Option(names = "--url", description = "The service. Default: ${DEFAULT-VALUE}.")
  private URI url = URI.create("http://127.0.0.1:8080");

  @Override
  public Integer call() throws InterruptedException {
    var line = Objects.requireNonNull(spec, "set by picocli").commandLine();
    if (!view.matches("[a-z]+")) {
      throw new ParameterException(line, "VIEW is a word, such as lookup");
    }
    var service = PartnerClient.of(url, line.getCommandSpec());
    try {
      service.send(cancel ? "DELETE" : "POST", path()).close();
    } catch (IOException e) {
      line.getErr().println("not replayed: " + e.getMessage());
      return 1;
    }
    try {
      return say(awaitEnd(service, line.getErr()), line.getOut());
    } catch (IOException e) {
      line.getErr().println("what comes of it is not seen from here: " + e.getMessage());
      return 1;
    }
  }

  private String path() {
    return "admin/views/%s/replay%s".formatted(view, dryRun ? "?dryRun=true" : "");
  }

  private JsonNode awaitEnd(PartnerClient service, PrintWriter messages)
      throws IOException, InterruptedException {
    JsonNode replay = replay(service);
    // Until it begins, nobody has counted its events.
    while (replay.required("eventsTotal").asLong() == 0) {
      if (replay.has("endedAt")) {
        return replay;
      }
      replay = replayLater(service);
    }
    try (var progress = EventProgress.of(replay.required("eventsTotal").asLong(), messages)) {
      while (!replay.has("endedAt")) {
        progress.maxHint(replay.required("eventsTotal").asLong());
        progress.stepTo(replay.required("eventsDone").asLong());
        progress.setExtraMessage(replay.required("state").asString());
        replay = replayLater(service);
      }
      progress.maxHint(replay.required("eventsTotal").asLong());
      progress.stepTo(replay.required("eventsDone").asLong());
    }
    return replay;
  }

  private JsonNode replayLater(PartnerClient service) throws IOException, InterruptedException {
    Thread.sleep(POLL_MILLIS);
    return replay(service);
  }

  private JsonNode replay(PartnerClient service) throws IOException, InterruptedException {
    try (var views = service.get("admin/views")) {
      for (JsonNode status : JsonMapper.shared().readTree(views)) {
        if (status.required("view").asString().equals(view)) {
          return status.required("replay");
        }
      }
    }
    throw new IOException("there is no view " + view);
  }

  /// @return the exit status
  private int say(JsonNode replay, PrintWriter out) {
    for (JsonNode table : replay.path("tables")) {
      String name = table.required("table").asString();
      if (table.required("equal").asBoolean()) {
        out.println(name + ": " + table.required("liveRows") + " rows, as their events make them");
      } else {
        out.printf(
            "%s: %s rows, and their events make %s. %s%n",
            name,
            table.required("liveRows"),
            table.required("rebuiltRows"),
            table.required("firstDifference").asString());
      }
    }
    String state = replay.required("state").asString();
    if (!state.equals("finished")) {
      out.println(
          "%s is left as it is: %s".formatted(view, replay.path("failure").asString(state)));
      return cancel && state.equals("cancelled") ? 0 : 1;
    }
    out.println(view + (dryRun ? " is left as it is" : " is replaced"));
    return !dryRun || replay.path("equal").asBoolean() ? 0 : 1;
  }
}
