package dev.keyledger.http;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;

/// What a client accepts: the ranges of its `Accept` header, without their parameters.
///
/// JSON has no parameters (RFC 8259, section 11). Spring would repeat them in the answer's
/// Content-Type, or refuse a `charset` when the operation has already run.
final class AcceptHeader implements ContentNegotiationStrategy {
  private final ContentNegotiationStrategy header = new HeaderContentNegotiationStrategy();

  @Override
  public List<MediaType> resolveMediaTypes(NativeWebRequest request)
      throws HttpMediaTypeNotAcceptableException {
    List<MediaType> ranges = header.resolveMediaTypes(request);
    if (ranges.equals(MEDIA_TYPE_ALL_LIST)) {
      return ranges;
    }
    return ranges.stream()
        .map(range -> new MediaType(range.getType(), range.getSubtype(), range.getQualityValue()))
        .toList();
  }

  /// The most welcome of these types; the earlier one where two are equally welcome.
  Optional<MediaType> preferred(List<MediaType> types, NativeWebRequest request)
      throws HttpMediaTypeNotAcceptableException {
    List<MediaType> accepted = resolveMediaTypes(request);
    if (accepted.equals(MEDIA_TYPE_ALL_LIST)) {
      return Optional.of(types.getFirst());
    }
    return types.stream()
        .filter(type -> quality(type, accepted) > 0)
        .reduce((one, other) -> quality(other, accepted) > quality(one, accepted) ? other : one);
  }

  /// The most specific range in the header that includes the type decides (RFC 9110, 12.5.1).
  private static double quality(MediaType type, List<MediaType> accepted) {
    return Stream.of(type, new MediaType(type.getType(), "*"), MediaType.ALL)
        .map(range -> accepted.stream().filter(range::equalsTypeAndSubtype).toList())
        .filter(named -> !named.isEmpty())
        .findFirst()
        .map(named -> named.stream().mapToDouble(MediaType::getQualityValue).max().orElse(0))
        .orElse(0.0);
  }
}
