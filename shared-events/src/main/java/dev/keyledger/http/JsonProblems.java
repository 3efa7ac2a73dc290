package dev.keyledger.http;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// What is wrong with a JSON body, in words that name the member and do not repeat its value.
final class JsonProblems {
  private JsonProblems() {}

  /// @param failure of Jackson; absent when there was nothing to read
  static Problem of(@Nullable Throwable failure) {
    return switch (failure) {
      case UnrecognizedPropertyException e -> unknownMember(e);
      case DatabindException e when !e.getPath().isEmpty() ->
          Problem.of(ErrorCode.WRONG_TYPE, field(e) + " must be " + expected(e)).at(field(e));
      case InputCoercionException e ->
          Problem.of(ErrorCode.WRONG_TYPE, field(e) + " is too large a number").at(field(e));
      case JacksonException _ ->
          Problem.of(
              ErrorCode.MALFORMED_BODY,
              "the body must be one JSON object that has each member at most once");
      case null, default ->
          Problem.of(ErrorCode.MALFORMED_BODY, "the body is missing; expected a JSON object");
    };
  }

  private static Problem unknownMember(UnrecognizedPropertyException e) {
    String known =
        String.join(", ", e.getKnownPropertyIds().stream().map(Object::toString).toList());
    String name = e.getPropertyName();
    // A name in the style of ours is a slip of the pen and helps; any other text is not repeated.
    return name.matches("[A-Za-z0-9_-]{1,32}")
        ? Problem.of(ErrorCode.UNKNOWN_MEMBER, "unknown member " + name + "; known are " + known)
            .at(name)
        : Problem.of(ErrorCode.UNKNOWN_MEMBER, "unknown member; known are " + known);
  }

  private static String field(JacksonException e) {
    String name = e.getPath().isEmpty() ? null : e.getPath().getFirst().getPropertyName();
    return name == null ? "the body" : name;
  }

  private static String expected(DatabindException e) {
    Class<?> type =
        e.getPath().size() > 1
            ? Map.class
            : e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
    if (type == Long.class) {
      return "a whole number or null";
    } else if (type == Boolean.class) {
      return "true, false or null";
    }
    if (isInArray(e) || (type != null && Collection.class.isAssignableFrom(type))) {
      return "an array of objects of the documented shape";
    }
    return type != null && Map.class.isAssignableFrom(type)
        ? "an object of strings, or null"
        : "a string or null";
  }

  private static boolean isInArray(DatabindException e) {
    return e.getPath().size() > 1 && e.getPath().get(1).getPropertyName() == null;
  }
}
