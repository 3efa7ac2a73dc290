package dev.keyledger.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/// Gives stories one [Node] for all of them: it starts with the first that asks and stops after the
/// last. Stories keep out of each other's way by using projects of their own.
final class SharedNode implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
    return parameter.getParameter().getType() == Node.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext extension) {
    return extension
        .getRoot()
        .getStore(Namespace.create(SharedNode.class))
        .computeIfAbsent(Running.class, _ -> Running.start(), Running.class)
        .node();
  }

  private record Running(Node node, Path dataDir) implements AutoCloseable {
    static Running start() {
      try {
        var dataDir = Files.createTempDirectory("keyledger-story-");
        return new Running(Node.start(dataDir), dataDir);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      node.close();
      FileSystemUtils.deleteRecursively(dataDir);
    }
  }
}
