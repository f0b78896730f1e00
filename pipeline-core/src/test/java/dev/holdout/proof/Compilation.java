package dev.holdout.proof;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles classes against the class path of the tests, and tells what javac said of each. */
final class Compilation {
  private Compilation() {}

  /**
   * The errors.
   *
   * @param sources name of a class → its text
   * @param output where class files go
   * @return name of a class → the messages of its errors; classes that compile are absent
   */
  static SortedMap<String, List<String>> errors(Map<String, String> sources, Path output)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(found, Locale.ROOT, null)) {
      compiler
          .getTask(
              null,
              files,
              found,
              List.of("-proc:none", "-Xmaxerrs", "100000", "-d", output.toString()),
              null,
              sources.entrySet().stream()
                  .map(source -> new Source(source.getKey(), source.getValue()))
                  .toList())
          .call();
    }
    SortedMap<String, List<String>> errors = new TreeMap<>();
    for (Diagnostic<? extends JavaFileObject> one : found.getDiagnostics()) {
      if (one.getKind() == Diagnostic.Kind.ERROR) {
        String name = one.getSource() instanceof Source source ? source.className : "javac";
        errors.computeIfAbsent(name, unseen -> new ArrayList<>()).add(one.getMessage(Locale.ROOT));
      }
    }
    return errors;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String className;
    private final String text;

    Source(String className, String text) {
      super(URI.create("string:///" + className + ".java"), Kind.SOURCE);
      this.className = className;
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
