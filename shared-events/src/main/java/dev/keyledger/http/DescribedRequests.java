package dev.keyledger.http;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;

/// Describes the meter of requests: Spring makes it of an observation, which has no description.
final class DescribedRequests implements MeterFilter {
  private static final String NAME = "http.server.requests";

  @Override
  public Meter.Id map(Meter.Id id) {
    return id.getName().equals(NAME)
        ? new Meter.Id(
            NAME,
            Tags.of(id.getTagsAsIterable()),
            id.getBaseUnit(),
            "Time of a request to the servlets, by the pattern of its path",
            id.getType())
        : id;
  }
}
