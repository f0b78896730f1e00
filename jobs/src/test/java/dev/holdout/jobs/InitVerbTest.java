package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.config.PipelineFile;
import dev.holdout.contract.ColumnSpec;
import dev.holdout.contract.ColumnType;
import dev.holdout.decide.ClassCalibratorKind;
import dev.holdout.learn.SearchSpec;
import dev.holdout.split.LabelSpec;
import dev.holdout.workflow.PipelineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitVerbTest {
  /** Forty loans of twenty customers; every fourth is late; the same branch and currency always. */
  private static String loans() {
    StringBuilder text =
        new StringBuilder("loan_id,customer_id,opened,amount,grade,currency,note,late,rank\n");
    for (int row = 0; row < 40; row++) {
      text.append("L").append(row);
      text.append(",C").append(row % 20);
      text.append(",2024-03-").append(String.format("%02d", 1 + row % 28));
      text.append(",").append(row % 10 == 0 ? "?" : String.valueOf(100 + row));
      text.append(",").append(row % 3 == 0 ? "A" : "B");
      text.append(",CHF,text number ").append(row);
      text.append(",").append(row % 4 == 0 ? "y" : "n");
      text.append(",").append(row % 3).append("\n");
    }
    return text.toString();
  }

  private final Console console = new Console();

  @TempDir private Path folder;

  @Test
  void writesAFileThatIsValidAndSaysWhatTheTableShows() throws IOException {
    Path file = folder.resolve("conf/loans.yaml");

    assertThat(init("--label", "late", "--out", file.toString())).as(console::err).isZero();

    PipelineSpec spec = PipelineFile.load(file, Map.of(), variable -> null).spec();
    assertThat(spec.name()).isEqualTo("loans");
    assertThat(spec.label().positive()).isEqualTo("y");
    assertThat(spec.contract().key()).containsExactly("loan_id");
    assertThat(spec.contract().columns())
        .filteredOn(column -> column.name().equals("amount"))
        .singleElement()
        .returns(ColumnType.INTEGER, ColumnSpec::type);
    assertThat(Files.readString(file))
        .contains(
            "10.0 % missing",
            "group: [customer_id]",
            "time: opened",
            "currency  # has one value only",
            "note  # differs in every row",
            "segments: [grade]",
            "25.0 % are y");
    assertThat(console.out())
        .contains("40 rows, 9 columns, label late with positive value y", "holdout run " + file);
  }

  @Test
  void namesAColumnThatTheHeaderDoesNotName() throws IOException {
    Path data = Files.writeString(folder.resolve("frames.csv"), ",x,y\n0,1.5,n\n1,2.5,y\n2,3,n\n");
    Path file = folder.resolve("frames.yaml");

    assertThat(console.run("init", data.toString(), "--label", "y", "--out", file.toString()))
        .as(console::err)
        .isZero();

    assertThat(file)
        .content()
        .contains("column_1: {type: integer, required: true}  # without a name in the header, ")
        .contains("key: [column_1]");
  }

  @Test
  void leavesAFileThatExistsUnlessForced() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), "mine");

    assertThat(init("--label", "late", "--out", file.toString())).isEqualTo(64);
    assertThat(console.err()).contains("found a file of that name", "--force");
    assertThat(file).hasContent("mine");
    assertThat(init("--label", "late", "--out", file.toString(), "--force")).isZero();
    assertThat(Files.readString(file)).contains("column: late");
  }

  @Test
  void namesTheColumnsWhereTheLabelIsNone() throws IOException {
    assertThat(init("--label", "lat", "--out", folder.resolve("x.yaml").toString())).isEqualTo(64);
    assertThat(console.err()).contains("found --label lat", "loan_id, customer_id, opened");
  }

  @Test
  void proposesTheTaskThatTheValuesOfTheLabelSuggest() throws IOException {
    PipelineSpec amount = spec("amount");
    assertThat(amount.label()).isEqualTo(LabelSpec.regression("amount"));
    assertThat(amount.search().families())
        .extracting(SearchSpec.Family::name)
        .containsExactly("linear_regression");
    assertThat(spec("grade").label()).isEqualTo(new LabelSpec("grade", "A"));
    PipelineSpec rank = spec("rank");
    assertThat(rank.label()).isEqualTo(LabelSpec.multiclass("rank", List.of()));
    assertThat(rank.prediction().calibrator()).isEqualTo(ClassCalibratorKind.TEMPERATURE);
  }

  private PipelineSpec spec(String label) throws IOException {
    Path file = folder.resolve(label + ".yaml");
    assertThat(init("--label", label, "--out", file.toString())).as(console::err).isZero();
    return PipelineFile.load(file, Map.of(), variable -> null).spec();
  }

  @Test
  void asksForThePositiveValueWhereThereAreMoreThanTwo() throws IOException {
    String file = folder.resolve("x.yaml").toString();

    assertThat(init("--label", "customer_id", "--out", file)).isEqualTo(64);
    assertThat(console.err()).contains("found 20 values in column customer_id", "--positive");
    assertThat(init("--label", "late", "--positive", "maybe", "--out", file)).isEqualTo(64);
    assertThat(console.err()).contains("found --positive maybe", "a value of late: n, y");
  }

  private int init(String... arguments) throws IOException {
    Path data = Files.writeString(folder.resolve("Loans.csv"), loans());
    String[] all = new String[arguments.length + 2];
    all[0] = "init";
    all[1] = data.toString();
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return console.run(all);
  }
}
