package dev.keyledger.http;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/// A form that was sent in a body (`application/x-www-form-urlencoded`).
public final class Form {
  private final Fields fields = new Fields(true);

  private Form() {}

  /// The form in a text.
  ///
  /// @throws ProblemException when there is none
  public static Form parse(String text) {
    var form = new Form();
    try {
      UrlEncoded.decodeTo(text, form.fields::add, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.MALFORMED_BODY,
              "the body must be a form (application/x-www-form-urlencoded)"));
    }
    return form;
  }

  /// The form in a request's body. The servlet's own parameters would lack it where the body was
  /// read before, as it is beside a credential.
  ///
  /// @throws ProblemException when there is none, or the body has more than 16 KiB
  public static Form of(HttpServletRequest request) {
    return parse(new String(BufferedBody.of(request).bounded(), StandardCharsets.UTF_8));
  }

  /// What stands behind a name in a form that has this one member, and needs no decoding: what most
  /// clients send.
  ///
  /// @return absent for any other form, which is to be decoded
  public static Optional<String> onlyMember(String form, String name) {
    boolean plain =
        form.startsWith(name)
            && form.indexOf('=') == name.length()
            && form.indexOf('&') < 0
            && form.indexOf('%') < 0
            && form.indexOf('+') < 0;
    return plain ? Optional.of(form.substring(name.length() + 1)) : Optional.empty();
  }

  /// What was sent under a name, in its order.
  public List<String> values(String name) {
    return fields.getValuesOrEmpty(name);
  }
}
