package dev.keyledger.query.authentication;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Finds values that are their own keys, such as a [Secret] by its digest. One thread writes, any
/// number read meanwhile without a lock.
///
/// Values lie in an open-addressed table, one reference each: linear probing, at most two thirds
/// full. A value is never taken out; those that are of no use any more are left behind when there
/// is no room left, and the table grows only when too few of them are.
///
/// @param <K> what is looked for
/// @param <V> what is found
abstract sealed class Index<K, V extends K> permits KeyIndex, SecretIndex {
  private volatile Slots<V> slots = Slots.few();
  private int used;

  /// A number that is the same for keys that are, and spreads well over others.
  abstract int hash(K key);

  /// Whether who looks for the one finds the other.
  abstract boolean areSame(K one, K other);

  /// Whether a value must be kept when there is no room left.
  abstract boolean isOfUse(V value);

  /// The value that is the same as `key`, if there is one. What is handed out is what was compared:
  /// the writer may fill a free slot at any moment.
  final @Nullable V find(K key) {
    var all = slots;
    int hash = hash(key);
    int slot = all.home(hash);
    V found = all.get(slot);
    while (found != null && !(all.mayBeOf(hash, slot) && areSame(key, found))) {
      slot = all.next(slot);
      found = all.get(slot);
    }
    return found;
  }

  /// Adds a value, in the place of one that is the same if there is one.
  final void put(V value) {
    if (place(value, slots) && slots.areTooFewFor(++used)) {
      makeRoom();
    }
  }

  /// @return whether it took a slot that was free
  private boolean place(V value, Slots<V> in) {
    int hash = hash(value);
    int slot = in.home(hash);
    V there = in.get(slot);
    while (there != null && !(in.mayBeOf(hash, slot) && areSame(value, there))) {
      slot = in.next(slot);
      there = in.get(slot);
    }
    return in.put(slot, hash, value);
  }

  /// Shows every value to `visitor`, while others may be put; for any thread.
  final void forEach(Consumer<V> visitor) {
    slots.forEach(visitor);
  }

  /// About how many bytes of heap it takes, values apart.
  final long bytes() {
    return slots.bytes();
  }

  /// Twice the slots, unless less than half of what there is room for is kept.
  private void makeRoom() {
    var full = slots;
    used = 0;
    full.forEach(value -> used += isOfUse(value) ? 1 : 0);
    var roomy = full.areTooFewFor(used * 2) ? full.twiceAsMany() : full.asMany();
    used = 0;
    full.forEach(value -> {
      if (isOfUse(value)) {
        place(value, roomy);
        used++;
      }
    });
    slots = roomy;
  }
}
