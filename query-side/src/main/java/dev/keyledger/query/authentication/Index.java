package dev.keyledger.query.authentication;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Finds values that are their own keys, such as a [Secret] by its [dev.keyledger.key.Sha256]. One
/// thread writes, any number read meanwhile without a lock.
///
/// Values lie in an open-addressed table, one reference each: linear probing, at most two thirds
/// full. A value is never taken out; those that are not wanted any more are left behind when there
/// is no room left, and the table grows only when too few of them are.
///
/// @param <K> what is looked for; its hash code must spread well
/// @param <V> what is found
public final class Index<K, V extends K> {
  private static final int SMALLEST = 1 << 10;

  /// An array of a power of two is a little larger than that with its header, and a collector that
  /// gives large arrays whole regions (G1) would waste most of one.
  private static final int HEADER = 8;

  private final Predicate<V> wanted;
  private volatile AtomicReferenceArray<@Nullable V> slots =
      new AtomicReferenceArray<>(SMALLEST - HEADER);
  private int used;

  /// @param wanted whether a value is still of use
  public Index(Predicate<V> wanted) {
    this.wanted = wanted;
  }

  /// The value that is equal to `key`, if there is one. What is handed out is what was compared:
  /// the writer may fill a free slot at any moment.
  public @Nullable V find(K key) {
    var table = slots;
    int slot = home(table, key);
    V found = table.get(slot);
    while (found != null && !key.equals(found)) {
      slot = next(table, slot);
      found = table.get(slot);
    }
    return found;
  }

  /// Adds a value, in the place of one that is equal to it if there is one.
  public void put(V value) {
    if (place(slots, value) && ++used > slots.length() / 3 * 2) {
      makeRoom();
    }
  }

  /// @return whether it took a slot that was free
  private boolean place(AtomicReferenceArray<@Nullable V> table, V value) {
    return table.getAndSet(slot(table, value), value) == null;
  }

  /// Where the key is, or the free slot where it belongs; for the thread that writes.
  private int slot(AtomicReferenceArray<@Nullable V> table, K key) {
    int slot = home(table, key);
    for (V found = table.get(slot); found != null && !key.equals(found); found = table.get(slot)) {
      slot = next(table, slot);
    }
    return slot;
  }

  private static int home(AtomicReferenceArray<?> table, Object key) {
    return (int) ((Integer.toUnsignedLong(key.hashCode()) * table.length()) >>> Integer.SIZE);
  }

  private static int next(AtomicReferenceArray<?> table, int slot) {
    return slot + 1 < table.length() ? slot + 1 : 0;
  }

  /// Shows every value to `visitor`, while others may be put; for any thread.
  public void forEach(Consumer<V> visitor) {
    var table = slots;
    for (int i = 0; i < table.length(); i++) {
      V value = table.get(i);
      if (value != null) {
        visitor.accept(value);
      }
    }
  }

  /// How many values there is a place for.
  public int places() {
    return slots.length();
  }

  private void makeRoom() {
    var full = slots;
    int kept = 0;
    for (int i = 0; i < full.length(); i++) {
      V value = full.get(i);
      if (value != null && wanted.test(value)) {
        kept++;
      }
    }
    var roomy = new AtomicReferenceArray<@Nullable V>(lengthFor(kept, full.length()));
    used = 0;
    for (int i = 0; i < full.length(); i++) {
      V value = full.get(i);
      if (value != null && wanted.test(value) && place(roomy, value)) {
        used++;
      }
    }
    slots = roomy;
  }

  /// Twice the length, unless less than half of what there is room for is kept.
  private static int lengthFor(int kept, int length) {
    return kept < length / 3 ? length : (length + HEADER) * 2 - HEADER;
  }
}
