package dev.keyledger.http;

import java.io.IOException;
import java.util.Map;
import org.eclipse.jetty.http.HostPortHttpField;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.internal.HttpChannelState;
import org.eclipse.jetty.server.internal.HttpConnection;

/// Jetty's own channel between a connection and the handlers, which asks a door before them.
///
/// Where the door has a good answer at hand, nothing is left to do but to send it: a
/// [BatchedEndPoint] takes it as bytes, and none of Jetty's care for answers that come in parts,
/// late, or never has to be paid for. Everything else, each refusal too, goes to the handlers, and
/// from [FrontHall] to the same door once more.
final class DoorChannel extends HttpChannelState {
  private final HttpConnection connection;
  private final Map<String, FrontDoor> doors;
  private final boolean watched;
  private final AnswerBytes answer = new AnswerBytes();

  DoorChannel(HttpConnection connection, Map<String, FrontDoor> doors) {
    super(connection);
    this.connection = connection;
    this.doors = doors;
    this.watched = isWatched();
  }

  /// Whether anybody besides the doors has a say in a request, or hears of it.
  private boolean isWatched() {
    HttpConfiguration settings = getHttpConfiguration();
    return getServer().getRequestLog() != null
        || settings.getIdleTimeout() >= 0
        || !settings.getComplianceViolationListeners().isEmpty()
        || !settings.getCustomizers().stream().allMatch(TransferCodings.class::isInstance);
  }

  @Override
  public Runnable onRequest(MetaData.Request head) {
    Runnable handlers = super.onRequest(head);
    return watched
        ? handlers
        : () -> {
          if (!answers(head)) {
            handlers.run();
          }
        };
  }

  /// Answers a request, or leaves it as it is.
  private boolean answers(MetaData.Request head) {
    FrontDoor door = doors.get(head.getHttpURI().getPath());
    return door != null
        && isPlain(head)
        && connection.getParser().isComplete()
        && connection.isPersistent()
        && !connection.getConnector().isShutdown()
        && connection.getEndPoint() instanceof BatchedEndPoint client
        && answers(door, client);
  }

  /// Whether it is as nearly all are: Jetty's rules for requests have nothing to say against it.
  private static boolean isPlain(MetaData.Request head) {
    if (!HttpMethod.GET.is(head.getMethod())
        || head.getHttpVersion() != HttpVersion.HTTP_1_1
        || head.getHttpURI().hasViolations()) {
      return false;
    }
    boolean hasHost = false;
    for (HttpField header : head.getHttpFields()) {
      switch (header.getHeader()) {
        case HOST -> {
          if (hasHost || !isOf(header, head.getHttpURI())) {
            return false;
          }
          hasHost = true;
        }
        case CONTENT_LENGTH, EXPECT, TRANSFER_ENCODING -> {
          return false;
        }
        case null, default -> {}
      }
    }
    return hasHost;
  }

  private static boolean isOf(HttpField header, HttpURI uri) {
    return header instanceof HostPortHttpField host
        && host.getHost().equals(uri.getHost())
        && host.getHost().indexOf(',') < 0
        && Math.max(host.getPort(), 0) == Math.max(uri.getPort(), 0);
  }

  private boolean answers(FrontDoor door, BatchedEndPoint client) {
    answer.begin(getResponse().getHeaders());
    var visit = Visit.atOnce(getRequest(), answer::add);
    try {
      answer.end(door.goodAnswer(visit));
    } catch (IOException | RuntimeException _) {
      // The handlers come to it, too, and have what it takes to say so, or to wait.
      return false;
    }
    HttpStream stream = getHttpStream();
    if (!client.answer(answer.bytes())) {
      return false;
    }
    visit.end();
    stream.succeeded();
    return true;
  }
}
