package dev.keyledger.story;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// RFC 6962 and RFC 9162 as they are written, with nothing of the service in it: what an auditor
/// brings along.
final class TreeByTheBook {
  private TreeByTheBook() {}

  /// RFC 6962, section 2.1: the root over these leaf hashes.
  static byte[] root(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return sha256(new byte[0]);
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int k = Integer.highestOneBit(leaves.size() - 1);
    return node(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
  }

  /// RFC 9162, section 2.1.3.2: the root that an inclusion proof leads to.
  static byte[] rootOf(byte[] leaf, long index, long size, List<byte[]> path) {
    long fn = index;
    long sn = size - 1;
    byte[] r = leaf;
    for (byte[] p : path) {
      if ((fn & 1) == 1 || fn == sn) {
        r = node(p, r);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        r = node(r, p);
      }
      fn >>= 1;
      sn >>= 1;
    }
    if (sn != 0) {
      throw new AssertionError("the path is too short");
    }
    return r;
  }

  /// RFC 9162, section 2.1.4.2: the two roots that a consistency proof leads to.
  static List<byte[]> rootsOf(long first, long second, byte[] firstRoot, List<byte[]> path) {
    var rest = new ArrayList<>(path);
    if (Long.bitCount(first) == 1) {
      rest.addFirst(firstRoot);
    }
    long fn = first - 1;
    long sn = second - 1;
    while ((fn & 1) == 1) {
      fn >>= 1;
      sn >>= 1;
    }
    byte[] fr = rest.getFirst();
    byte[] sr = rest.getFirst();
    for (byte[] c : rest.subList(1, rest.size())) {
      if ((fn & 1) == 1 || fn == sn) {
        fr = node(c, fr);
        sr = node(c, sr);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        sr = node(sr, c);
      }
      fn >>= 1;
      sn >>= 1;
    }
    if (sn != 0) {
      throw new AssertionError("the path is too short");
    }
    return List.of(fr, sr);
  }

  private static byte[] node(byte[] left, byte[] right) {
    return sha256(new byte[] {1}, left, right);
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      Arrays.stream(parts).forEach(sha256::update);
      return sha256.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
