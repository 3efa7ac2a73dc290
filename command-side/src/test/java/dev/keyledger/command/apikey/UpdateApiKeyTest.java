package dev.keyledger.command.apikey;

import static dev.keyledger.command.apikey.Specification.ID;
import static dev.keyledger.command.apikey.Specification.KEY;
import static dev.keyledger.command.apikey.Specification.NOW;
import static dev.keyledger.command.apikey.Specification.created;
import static dev.keyledger.command.apikey.Specification.createdUntil;
import static dev.keyledger.command.apikey.Specification.createdWith;
import static dev.keyledger.command.apikey.Specification.fixture;
import static dev.keyledger.command.apikey.Specification.refusal;

import dev.keyledger.events.ApiKeyExpiryChanged;
import dev.keyledger.events.ApiKeyMetadataChanged;
import dev.keyledger.events.ApiKeyRenamed;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class UpdateApiKeyTest {
  private static final Instant LATER = NOW.plus(Duration.ofDays(30));

  @Test
  void anEmptyPatchChangesNothing() {
    fixture()
        .given(createdUntil(LATER))
        .when(new UpdateApiKey(KEY, Edit.none(), Edit.none(), Edit.none()))
        .expectResultMessagePayload(0L)
        .expectNoEvents();
  }

  @Test
  void everyMemberThatChangesIsAnEventOfItsOwn() {
    fixture()
        .given(created())
        .when(
            new UpdateApiKey(
                KEY,
                Edit.to(new KeyName("other")),
                Edit.to(LATER),
                Edit.to(notes("team", "payments"))))
        .expectResultMessagePayload(3L)
        .expectEvents(
            new ApiKeyRenamed(ID, "other"),
            new ApiKeyExpiryChanged(ID, LATER),
            new ApiKeyMetadataChanged(ID, Map.of("team", "payments")));
  }

  @Test
  void aMemberThatStaysTheSameIsNoEvent() {
    fixture()
        .given(createdUntil(LATER))
        .when(
            new UpdateApiKey(
                KEY,
                Edit.to(new KeyName("test")),
                Edit.to(LATER),
                Edit.to(notes("team", "payments"))))
        .expectResultMessagePayload(1L)
        .expectEvents(new ApiKeyMetadataChanged(ID, Map.of("team", "payments")));
  }

  @Test
  void nothingIsChangedWhenTheExpiryIsRefused() {
    fixture()
        .given(created())
        .when(
            new UpdateApiKey(
                KEY,
                Edit.to(new KeyName("other")),
                Edit.to(NOW),
                Edit.to(notes("team", "payments"))))
        .expectException(refusal(Refusal.EXPIRES_AT_IN_PAST))
        .expectNoEvents();
  }

  @Test
  void nothingIsChangedWhenTheMetadataIsRefused() {
    fixture()
        .given(createdWith(entries(20)))
        .when(
            new UpdateApiKey(
                KEY, Edit.to(new KeyName("other")), Edit.to(LATER), Edit.to(notes("new", ""))))
        .expectException(refusal(Refusal.METADATA_TOO_LARGE))
        .expectNoEvents();
  }

  @Test
  void aKeyIsRenamed() {
    fixture()
        .given(created())
        .when(rename(new KeyName("other")))
        .expectResultMessagePayload(1L)
        .expectEvents(new ApiKeyRenamed(ID, "other"));
  }

  @Test
  void aNameIsTakenAway() {
    fixture()
        .given(created())
        .when(rename(null))
        .expectResultMessagePayload(1L)
        .expectEvents(new ApiKeyRenamed(ID, null));
  }

  @Test
  void theNameThatItHasChangesNothing() {
    fixture()
        .given(created(), new ApiKeyRenamed(ID, "other"))
        .when(rename(new KeyName("other")))
        .expectResultMessagePayload(1L)
        .expectNoEvents();
  }

  @Test
  void aNameThatItHasNotAnyMoreIsGivenBack() {
    fixture()
        .given(created(), new ApiKeyRenamed(ID, null))
        .when(rename(new KeyName("test")))
        .expectEvents(new ApiKeyRenamed(ID, "test"));
  }

  @Test
  void anExpiredKeyIsRenamedAllTheSame() {
    fixture()
        .given(createdUntil(NOW))
        .when(rename(new KeyName("other")))
        .expectEvents(new ApiKeyRenamed(ID, "other"));
  }

  @Test
  void aKeyThatNeverExpiredExpires() {
    fixture()
        .given(created())
        .when(expire(LATER))
        .expectResultMessagePayload(1L)
        .expectEvents(new ApiKeyExpiryChanged(ID, LATER));
  }

  @Test
  void theEndIsPutOff() {
    fixture()
        .given(createdUntil(LATER))
        .when(expire(LATER.plusNanos(1)))
        .expectEvents(new ApiKeyExpiryChanged(ID, LATER.plusNanos(1)));
  }

  @Test
  void theEndIsTakenAway() {
    fixture()
        .given(createdUntil(LATER))
        .when(expire(null))
        .expectResultMessagePayload(1L)
        .expectEvents(new ApiKeyExpiryChanged(ID, null));
  }

  @Test
  void theEndMayBeTheNextNanosecond() {
    fixture()
        .given(createdUntil(LATER))
        .when(expire(NOW.plusNanos(1)))
        .expectEvents(new ApiKeyExpiryChanged(ID, NOW.plusNanos(1)));
  }

  @Test
  void theEndMayNotBeNow() {
    fixture()
        .given(createdUntil(LATER))
        .when(expire(NOW))
        .expectException(refusal(Refusal.EXPIRES_AT_IN_PAST))
        .expectNoEvents();
  }

  @Test
  void theEndThatItHasChangesNothing() {
    fixture()
        .given(created(), new ApiKeyExpiryChanged(ID, LATER))
        .when(expire(LATER))
        .expectResultMessagePayload(1L)
        .expectNoEvents();
  }

  @Test
  void aKeyIsPutOffUntilTheLastNanosecond() {
    fixture()
        .given(createdUntil(NOW.plusNanos(1)))
        .when(expire(LATER))
        .expectEvents(new ApiKeyExpiryChanged(ID, LATER));
  }

  @Test
  void aKeyThatExpiresNowIsNotPutOffAnyMore() {
    fixture()
        .given(createdUntil(NOW))
        .when(expire(LATER))
        .expectException(refusal(Refusal.EXPIRED))
        .expectNoEvents();
  }

  @Test
  void anExpiredKeyDoesNotComeBackByNeverExpiring() {
    fixture()
        .given(created(), new ApiKeyExpiryChanged(ID, NOW.minusNanos(1)))
        .when(expire(null))
        .expectException(refusal(Refusal.EXPIRED))
        .expectNoEvents();
  }

  /// A client that sends back all that it has read is not refused for what it does not change.
  @Test
  void theEndThatAnExpiredKeyHasChangesNothing() {
    fixture()
        .given(createdUntil(NOW.minusNanos(1)))
        .when(expire(NOW.minusNanos(1)))
        .expectResultMessagePayload(0L)
        .expectNoEvents();
  }

  @Test
  void entriesAreAddedReplacedAndTakenAwayAndTheOthersStay() {
    var changes = notes("team", "payments");
    changes.put("ticket", null);
    changes.put("region", "eu");

    fixture()
        .given(createdWith(Map.of("team", "sales", "ticket", "K-1", "owner", "ann")))
        .when(note(changes))
        .expectResultMessagePayload(1L)
        .expectEvents(
            new ApiKeyMetadataChanged(
                ID, Map.of("team", "payments", "region", "eu", "owner", "ann")));
  }

  @Test
  void everythingIsTakenAwayAtOnce() {
    fixture()
        .given(createdWith(Map.of("team", "sales")))
        .when(note(null))
        .expectResultMessagePayload(1L)
        .expectEvents(new ApiKeyMetadataChanged(ID, Map.of()));
  }

  @Test
  void takingEverythingAwayFromAKeyWithoutMetadataChangesNothing() {
    fixture()
        .given(createdWith(Map.of("team", "sales")), new ApiKeyMetadataChanged(ID, Map.of()))
        .when(note(null))
        .expectResultMessagePayload(1L)
        .expectNoEvents();
  }

  @Test
  void noEntriesChangeNothing() {
    fixture()
        .given(createdWith(Map.of("team", "sales")))
        .when(note(Map.of()))
        .expectResultMessagePayload(0L)
        .expectNoEvents();
  }

  @Test
  void entriesThatItHasAndHasNotChangeNothing() {
    var changes = notes("team", "sales");
    changes.put("ticket", null);

    fixture()
        .given(created(), new ApiKeyMetadataChanged(ID, Map.of("team", "sales")))
        .when(note(changes))
        .expectResultMessagePayload(1L)
        .expectNoEvents();
  }

  @Test
  void aKeyHasAtMost20EntriesAfterTheChange() {
    fixture()
        .given(createdWith(entries(19)))
        .when(note(notes("new", "")))
        .expectSuccessfulHandlerExecution();
    fixture()
        .given(createdWith(entries(20)))
        .when(note(notes("new", "")))
        .expectException(refusal(Refusal.METADATA_TOO_LARGE))
        .expectNoEvents();
  }

  @Test
  void anEntryMayTakeThePlaceOfAnother() {
    var changes = notes("new", "");
    changes.put("1", null);
    var changed = new HashMap<>(entries(20));
    changed.remove("1");
    changed.put("new", "");

    fixture()
        .given(createdWith(entries(20)))
        .when(note(changes))
        .expectEvents(new ApiKeyMetadataChanged(ID, changed));
  }

  @Test
  void aKeyHasAtMost1024BytesAfterTheChange() {
    fixture()
        .given(createdWith(Map.of("a", "x".repeat(999))))
        .when(note(notes("b", "x".repeat(23))))
        .expectSuccessfulHandlerExecution();
    fixture()
        .given(createdWith(Map.of("a", "x".repeat(999))))
        .when(note(notes("b", "x".repeat(24))))
        .expectException(refusal(Refusal.METADATA_TOO_LARGE))
        .expectNoEvents();
  }

  private static UpdateApiKey rename(@Nullable KeyName name) {
    return new UpdateApiKey(KEY, Edit.to(name), Edit.none(), Edit.none());
  }

  private static UpdateApiKey expire(@Nullable Instant expiresAt) {
    return new UpdateApiKey(KEY, Edit.none(), Edit.to(expiresAt), Edit.none());
  }

  private static UpdateApiKey note(@Nullable Map<String, @Nullable String> changes) {
    return new UpdateApiKey(KEY, Edit.none(), Edit.none(), Edit.to(changes));
  }

  /// Changes of metadata, to which more may be added.
  private static Map<String, @Nullable String> notes(String name, String text) {
    var notes = new HashMap<String, @Nullable String>();
    notes.put(name, text);
    return notes;
  }

  /// That many entries, named 1, 2, 3 ...
  private static Map<String, String> entries(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(Integer::toString)
        .collect(Collectors.toMap(Function.identity(), _ -> ""));
  }
}
