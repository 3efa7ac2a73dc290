package dev.keyledger.query.authentication;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.key.Sha256;
import dev.keyledger.query.view.KeyStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What is known of a key, found by its newest secret. There may be millions of these, so that
/// texts are kept in UTF-8, ids and times as numbers, and the digest within.
///
/// What is known of the key is never changed once it is in the table: what happens to the key makes
/// another one.
final class LookupEntry extends Secret implements JudgedKey {
  private static final long NEVER = Long.MAX_VALUE;

  private static final int OWN_BYTES = 112;
  private static final int OLDER_SECRET_BYTES = 56;
  private static final int ARRAY_HEADER = 16;
  private static final int ALIGNMENT = 8;

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final long high;
  private final long low;
  private final KeyKind kind;
  private final @Nullable ProjectId projectId;
  private final long createdAtSecond;
  private int version;
  private byte @Nullable [] name;
  private byte @Nullable [] metadata;
  private long expirySecond = NEVER;
  private int expiryNano;
  private boolean disabled;
  private boolean revoked;
  private boolean garbled;
  private @Nullable OlderSecret olderSecret;
  private volatile @Nullable Object attachment;

  /// A key without a name or an end.
  ///
  /// @param digest that of its newest secret
  /// @param version the sequence number of the newest event that is known of it
  /// @param projectId the project of a project key
  /// @param createdAt when it was created; seconds are kept
  LookupEntry(
      ApiKeyId apiKeyId,
      long version,
      KeyKind kind,
      @Nullable ProjectId projectId,
      Instant createdAt,
      Sha256 digest) {
    super(digest);
    this.high = apiKeyId.value().getMostSignificantBits();
    this.low = apiKeyId.value().getLeastSignificantBits();
    this.version = Math.toIntExact(version);
    this.kind = kind;
    this.projectId = projectId;
    this.createdAtSecond = createdAt.getEpochSecond();
  }

  private LookupEntry(LookupEntry before, long version, Sha256 digest) {
    super(digest);
    high = before.high;
    low = before.low;
    this.version = Math.toIntExact(version);
    kind = before.kind;
    projectId = before.projectId;
    createdAtSecond = before.createdAtSecond;
    name = before.name;
    metadata = before.metadata;
    expirySecond = before.expirySecond;
    expiryNano = before.expiryNano;
    disabled = before.disabled;
    revoked = before.revoked;
    garbled = before.garbled;
    attachment = before.attachment;
  }

  /// The same key after its event number `next`, for the `with…` that follow.
  LookupEntry after(long next) {
    var key = new LookupEntry(this, next, this);
    return olderSecret == null ? key : key.withOlderSecret(olderSecret, olderSecret.endsAt());
  }

  /// The same key after its event number `next`, which gave it a new secret and ended all others.
  LookupEntry after(long next, Sha256 digest) {
    return new LookupEntry(this, next, digest);
  }

  LookupEntry withName(@Nullable String text) {
    name = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  LookupEntry withMetadata(@Nullable Map<String, String> entries) {
    metadata = entries == null || entries.isEmpty() ? null : JSON.writeValueAsBytes(entries);
    return this;
  }

  LookupEntry withExpiry(@Nullable Instant expiresAt) {
    expirySecond = expiresAt == null ? NEVER : expiresAt.getEpochSecond();
    expiryNano = expiresAt == null ? 0 : expiresAt.getNano();
    return this;
  }

  LookupEntry withDisabled(boolean isDisabled) {
    disabled = isDisabled;
    return this;
  }

  LookupEntry withRevoked(boolean isRevoked) {
    revoked = isRevoked;
    return this;
  }

  /// Something happened to the key that cannot be read: nobody is let in with it from now on.
  LookupEntry withGarbledHistory() {
    garbled = true;
    return this;
  }

  /// The key's secret before its newest one is good, too.
  ///
  /// @param endsAt when it ends before the key does
  LookupEntry withOlderSecret(Sha256 digest, @Nullable Instant endsAt) {
    olderSecret = new OlderSecret(digest, endsAt, this);
    return this;
  }

  LookupEntry withoutOlderSecret() {
    olderSecret = null;
    return this;
  }

  @Override
  public long high() {
    return high;
  }

  @Override
  public long low() {
    return low;
  }

  @Override
  public @Nullable Object attachment() {
    return attachment;
  }

  @Override
  public void attach(Object other) {
    attachment = other;
  }

  long version() {
    return version;
  }

  KeyKind kind() {
    return kind;
  }

  @Nullable ProjectId projectId() {
    return projectId;
  }

  /// What the key is for, as an OAuth 2 scope.
  String scope() {
    return kind == KeyKind.PROJECT ? "project:" + projectId : kind.word();
  }

  @Nullable String name() {
    return name == null ? null : new String(name, StandardCharsets.UTF_8);
  }

  /// What people noted about the key, by name; absent when they noted nothing.
  @Nullable Map<String, String> metadata() {
    return metadata == null ? null : JSON.readValue(metadata, TEXTS);
  }

  /// The same as JSON; absent when they noted nothing.
  @Nullable String metadataText() {
    return metadata == null ? null : new String(metadata, StandardCharsets.UTF_8);
  }

  boolean isDisabled() {
    return disabled;
  }

  boolean isRevoked() {
    return revoked;
  }

  Instant createdAt() {
    return Instant.ofEpochSecond(createdAtSecond);
  }

  @Nullable Instant expiresAt() {
    return expirySecond == NEVER ? null : Instant.ofEpochSecond(expirySecond, expiryNano);
  }

  /// The secret before the newest one, while both are good.
  @Nullable OlderSecret olderSecret() {
    return olderSecret;
  }

  /// All secrets that lead to this key, itself as its newest one.
  Stream<Secret> secrets() {
    return Stream.concat(Stream.of(this), Stream.ofNullable(olderSecret));
  }

  @Override
  Verdict judge(InstantSource clock) {
    return judge(clock, null);
  }

  @Override
  boolean isOfUse() {
    return true;
  }

  /// The judgement of this key at this moment, of a secret that has an end of its own.
  Verdict judge(InstantSource clock, @Nullable Instant end) {
    return switch (status(isOver(clock, end))) {
      case REVOKED -> new Verdict.Revoked(this);
      case EXPIRED -> new Verdict.Expired(this);
      case DISABLED -> new Verdict.Disabled(this);
      case ACTIVE -> new Verdict.Active(this, end);
    };
  }

  private boolean isOver(InstantSource clock, @Nullable Instant end) {
    if (!expires() && end == null) {
      return false;
    }
    Instant now = clock.instant();
    return hasExpired(now) || KeyStatus.isOver(end, now);
  }

  /// What the key is at `now`.
  KeyStatus statusAt(Instant now) {
    return status(hasExpired(now));
  }

  private KeyStatus status(boolean expired) {
    return KeyStatus.of(revoked, expired, disabled || garbled);
  }

  /// About how many bytes of heap it takes with its secrets: the sizes of these objects and arrays
  /// on a 64-bit JVM whose heap is smaller than 32 GB.
  int heapBytes() {
    return OWN_BYTES
        + bytes(name)
        + bytes(metadata)
        + (olderSecret == null ? 0 : OLDER_SECRET_BYTES);
  }

  private static int bytes(byte @Nullable [] array) {
    return array == null
        ? 0
        : ARRAY_HEADER + (array.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /// Whether it has an end.
  boolean expires() {
    return expirySecond != NEVER;
  }

  boolean hasExpired(Instant now) {
    long second = now.getEpochSecond();
    return second > expirySecond || (second == expirySecond && now.getNano() >= expiryNano);
  }
}
