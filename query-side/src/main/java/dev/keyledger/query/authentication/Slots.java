package dev.keyledger.query.authentication;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Slots for values, and beside each a byte of its value's hash. It tells most values from the one
/// that is looked for, so that they need not be touched: of millions, hardly any is in a cache.
///
/// @param <V> what lies in them
final class Slots<V> {
  /// An array of a power of two is a little larger than that with its header, and a collector that
  /// gives large arrays whole regions (G1) would waste most of one.
  private static final int HEADER = 16;

  private static final int FEWEST = 1 << 10;
  private static final int BYTES = Integer.BYTES + Byte.BYTES;

  private final AtomicReferenceArray<@Nullable V> values;
  private final byte[] tags;

  private Slots(int length) {
    values = new AtomicReferenceArray<>(length - HEADER);
    tags = new byte[length - HEADER];
  }

  static <V> Slots<V> few() {
    return new Slots<>(FEWEST);
  }

  Slots<V> asMany() {
    return new Slots<>(tags.length + HEADER);
  }

  Slots<V> twiceAsMany() {
    return new Slots<>((tags.length + HEADER) * 2);
  }

  /// Where the values of a hash begin.
  int home(int hash) {
    return (int) ((Integer.toUnsignedLong(hash) * tags.length) >>> Integer.SIZE);
  }

  int next(int slot) {
    return slot + 1 < tags.length ? slot + 1 : 0;
  }

  @Nullable V get(int slot) {
    return values.get(slot);
  }

  /// Whether the value that was found in a slot can be of this hash.
  boolean mayBeOf(int hash, int slot) {
    return tags[slot] == (byte) hash;
  }

  /// The tag is there before the value is.
  ///
  /// @return whether the slot was free
  boolean put(int slot, int hash, V value) {
    tags[slot] = (byte) hash;
    return values.getAndSet(slot, value) == null;
  }

  /// Shows every value to `visitor`.
  void forEach(Consumer<V> visitor) {
    for (int slot = 0; slot < tags.length; slot++) {
      V value = values.get(slot);
      if (value != null) {
        visitor.accept(value);
      }
    }
  }

  /// Whether more than `number` of them would leave too few free to find the others quickly.
  boolean areTooFewFor(int number) {
    return number > tags.length / 3 * 2;
  }

  /// How many bytes they take, values apart, where the heap is smaller than 32 GB.
  long bytes() {
    return (long) tags.length * BYTES;
  }
}
