package dev.keyledger.http;

import java.util.Locale;

/// Every way in which a request can fail, as a stable word that a client may branch on.
///
/// A code never changes its meaning or its status; new ones may be added.
public enum ErrorCode {
  /// The request line, a header or the path is not well-formed HTTP.
  MALFORMED_REQUEST(400, "The request is malformed"),
  /// More than one credential came with the request (RFC 6750, section 2).
  MULTIPLE_CREDENTIALS(400, "The request carries more than one credential"),
  /// The body is not one well-formed JSON object in UTF-8 (RFC 8259).
  MALFORMED_BODY(400, "The body is malformed"),
  /// The body has a member that this operation does not know.
  UNKNOWN_MEMBER(400, "The body has an unknown member"),
  /// A member of the body has the wrong JSON type.
  WRONG_TYPE(400, "A member of the body has the wrong type"),
  /// A part of the path or of the query is not what it must be.
  INVALID_PARAMETER(400, "A parameter is invalid"),
  /// `name` is not a valid name.
  INVALID_NAME(400, "The name is invalid"),
  /// `expiresAt` is not an RFC 3339 time.
  INVALID_EXPIRES_AT(400, "The expiry is invalid"),
  /// `expiresAt` does not lie in the future.
  EXPIRES_AT_IN_PAST(400, "The expiry lies in the past"),
  /// `kind` is not a kind of key that can be created here.
  INVALID_KIND(400, "The kind is invalid"),
  /// `metadata` is not what may be noted about a key.
  INVALID_METADATA(400, "The metadata is invalid"),
  /// `overlapSeconds` is not a length that an overlap may have.
  INVALID_OVERLAP(400, "The overlap is invalid"),
  /// `apiKey` or `apiKeys` is missing, or there are too many.
  INVALID_API_KEYS(400, "The keys to verify are invalid"),
  /// `projectId` is not the id of a project.
  INVALID_PROJECT_ID(400, "The project id is invalid"),
  /// No credential came with the request.
  CREDENTIAL_REQUIRED(401, "A credential is required"),
  /// The credential is not one that is valid now. It is never said why.
  INVALID_TOKEN(401, "The credential is invalid"),
  /// The credential is valid, but may not do this.
  INSUFFICIENT_SCOPE(403, "The credential does not allow this"),
  /// Nothing is at this path.
  NOT_FOUND(404, "Nothing is here"),
  /// The path exists, but not for this method; `Allow` lists those that it has.
  METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
  /// No representation that `Accept` asks for can be given.
  NOT_ACCEPTABLE(406, "The answer cannot be given in an acceptable form"),
  /// The client was too slow in sending its request.
  REQUEST_TIMEOUT(408, "The request came too slowly"),
  /// The same creation, with the same `Idempotency-Key`, was answered before.
  ALREADY_CREATED(409, "The key was created before"),
  /// The key has expired, and this cannot be done with it any more.
  KEY_EXPIRED(409, "The key has expired"),
  /// The key has been revoked, which is final.
  KEY_REVOKED(409, "The key has been revoked"),
  /// No partner key would be left that is enabled and has no expiry.
  LAST_PARTNER_KEY(409, "It is the last partner key"),
  /// The older secret of the last rotation still works.
  ROTATION_IN_PROGRESS(409, "A rotation is in progress"),
  /// A replay of the view goes on.
  REPLAY_IN_PROGRESS(409, "A replay is in progress"),
  /// The view does not follow from the ledger.
  VIEW_NOT_DERIVED(409, "The view is not derived from the ledger"),
  /// The key is in another version than `If-Match` allows.
  PRECONDITION_FAILED(412, "The key has changed"),
  /// The body is larger than this operation reads.
  BODY_TOO_LARGE(413, "The body is too large"),
  /// The request line is longer than the service reads.
  URI_TOO_LONG(414, "The path is too long"),
  /// The body's `Content-Type` or `Content-Encoding` is not one that this operation reads.
  UNSUPPORTED_MEDIA_TYPE(415, "The body's type is not supported"),
  /// Another creation came with the same `Idempotency-Key`.
  IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used for something else"),
  /// As many streams are open as may be; `Retry-After` says when to try again.
  TOO_MANY_STREAMS(429, "Too many streams are open"),
  /// The headers are larger than the service reads.
  HEADERS_TOO_LARGE(431, "The headers are too large"),
  /// A defect of the service.
  INTERNAL_ERROR(500, "The service failed"),
  /// The request needs a transfer coding that the service does not speak.
  NOT_IMPLEMENTED(501, "The request needs something that is not implemented"),
  /// The service cannot answer now; `Retry-After` says when to try again.
  UNAVAILABLE(503, "The service is not available"),
  /// The storage went away during the change, and whether it was made cannot be found out now.
  OUTCOME_UNKNOWN(503, "Whether the change was made is not known"),
  /// The request is in a version of HTTP that the service does not speak.
  HTTP_VERSION_NOT_SUPPORTED(505, "The version of HTTP is not supported");

  private final int status;
  private final String title;

  ErrorCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /// The HTTP status that goes with this code.
  public int status() {
    return status;
  }

  /// What this kind of problem is, in words that do not change from one occurrence to the next.
  public String title() {
    return title;
  }

  /// The problem type: a `tag:` URI (RFC 4151), which identifies and is not meant to be fetched.
  public String type() {
    return "tag:keyledger.dev,2026:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
