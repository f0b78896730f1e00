package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdout.lineage.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** The notebook runs from top to bottom on a demo's workspace, with the built jars. */
class NotebookIT {
  private static final Path NOTEBOOK = Path.of("..", "notebooks", "01-first-run.ipynb");

  @TempDir private static Path folder;
  private static JsonNode notebook;

  @BeforeAll
  static void read() throws IOException {
    notebook = Json.mapper().readTree(NOTEBOOK.toFile());
  }

  @Test
  void isOneForJavaKernelsWithoutOutputs() {
    assertThat(notebook.at("/nbformat").intValue()).isEqualTo(4);
    assertThat(notebook.at("/metadata/kernelspec"))
        .isEqualTo(
            Json.mapper()
                .valueToTree(Map.of("name", "java", "display_name", "Java", "language", "java")));
    assertThat(notebook.get("cells"))
        .extracting(cell -> cell.get("cell_type").textValue())
        .containsOnly("markdown", "code");
    assertThat(codeCells())
        .hasSizeBetween(8, 12)
        .allSatisfy(cell -> assertThat(cell.get("outputs")).isEmpty())
        .allSatisfy(cell -> assertThat(cell.get("execution_count").isNull()).isTrue());
  }

  @Test
  void runsFromTopToBottomAndDrawsTheSegments() throws Exception {
    Path workspace = folder.resolve("workspace");
    try (JavaProcess demo = demo(workspace)) {
      assertThat(demo.await()).as(demo::err).isZero();
    }
    try (JavaProcess kernel = kernel(workspace)) {
      assertThat(kernel.await()).as(() -> kernel.err() + kernel.out()).isZero();
      assertThat(kernel.out())
          .contains("islands", "displayed as image/svg+xml", "conflicting_key", "|   10|");
    }

    Path plot = workspace.resolve("segments.svg");
    assertThat(text(plot))
        .contains("region", "north", "south", "east", "west", "islands")
        .contains("age_group", "66+", "sex", "female", "male");
    assertThat(Files.readString(plot).replace("xmlns='http://www.w3.org/2000/svg'", ""))
        .doesNotContainPattern("(?i)https?:|//|href|src=|url\\(|@import|<script");
  }

  /** A small one: few rows, one candidate, few folds. */
  private static JavaProcess demo(Path workspace) {
    return JavaProcess.start(
        folder,
        "demo",
        Map.of("SPARK_LOCAL_IP", "127.0.0.1"),
        List.of(
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=256m",
            "-Dholdout.conf=" + Path.of("..", "conf"),
            "-Dlog4j2.configurationFile=" + Path.of("..", "conf", "log4j2.properties"),
            "-cp",
            LocalCluster.jar() + File.pathSeparator + LocalCluster.sparkJars(),
            Holdout.class.getName(),
            "demo",
            "--rows",
            "6000",
            "--workspace",
            workspace.toString(),
            "--set",
            "split.folds=3",
            "--set",
            "candidates={logistic_regression: {reg_param: 0.01}}"));
  }

  private static JavaProcess kernel(Path workspace) throws IOException {
    Path cells = Files.createDirectory(folder.resolve("cells"));
    int number = 0;
    for (JsonNode cell : codeCells()) {
      StringBuilder source = new StringBuilder();
      cell.get("source").forEach(line -> source.append(line.textValue()));
      Files.writeString(cells.resolve("cell-%02d".formatted(++number)), source);
    }
    return JavaProcess.start(
        folder,
        "kernel",
        Map.of("SPARK_LOCAL_IP", "127.0.0.1", "HOLDOUT_WORKSPACE", workspace.toString()),
        List.of(
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=256m",
            "-Dlog4j2.configurationFile=" + Path.of("..", "conf", "log4j2.properties"),
            "-cp",
            Path.of("target", "test-classes").toString(),
            NotebookKernel.class.getName(),
            cells.toString(),
            LocalCluster.jar() + File.pathSeparator + LocalCluster.sparkJars()));
  }

  private static List<JsonNode> codeCells() {
    return StreamSupport.stream(notebook.get("cells").spliterator(), false)
        .filter(cell -> cell.get("cell_type").textValue().equals("code"))
        .toList();
  }

  /** What a well-formed drawing says. */
  private static String text(Path svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setNamespaceAware(true);
    Document document = factory.newDocumentBuilder().parse(svg.toFile());
    assertThat(document.getDocumentElement().getNodeName()).isEqualTo("svg");
    return document.getDocumentElement().getTextContent();
  }
}
