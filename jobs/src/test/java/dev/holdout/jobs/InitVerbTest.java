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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
            "currency  # has one value only: CHF",
            "note  # differs in every row: an identifier or a name",
            "key: [loan_id]  # identifies a row, a distinct value in each of 40 rows",
            "customer_id has 20 values in 40 rows",
            "2024-03-01 to 2024-03-28",
            "segments: [grade]",
            "25.0 % are y");
    assertThat(console.out())
        .contains("40 rows, 9 columns, label late with positive value y", "holdout run " + file);
  }

  @Test
  void namesAColumnThatTheHeaderDoesNotName() throws IOException {
    Path data = Files.writeString(folder.resolve("frames.csv"), ",x,y\n0,1.5,n\n1,2.5,y\n2,3,n\n");
    Path file = folder.resolve("frames.yaml");

    draft(data, file, "y");

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

  /** Points from 3 to 9 with one peak, of which 9 has five rows, and whole numbers as codes. */
  @Test
  void aScaleIsANumberAndCodesAreClasses() throws IOException {
    int[] rows = {9, 20, 70, 90, 40, 11, 5};
    StringBuilder text = new StringBuilder("alcohol,sex,points,digit\n");
    for (int points = 0; points < rows.length; points++) {
      for (int row = 0; row < rows[points]; row++) {
        text.append(8 + points / 2.0 + row % 7).append(row % 2 == 0 ? ",f," : ",m,");
        text.append(3 + points).append(',').append((row + points) % 7).append('\n');
      }
    }
    Path data = Files.writeString(folder.resolve("wine.csv"), text);
    Path file = folder.resolve("wine.yaml");

    draft(data, file, "points");
    assertThat(loaded(file).label()).isEqualTo(LabelSpec.regression("points"));
    assertThat(file)
        .content()
        .contains(
            "task: regression  # 7 whole numbers without a gap, 3 to 9, most rows at 6: a scale;",
            "# protected: [sex]",
            "#   sex: its name says");

    String[] classes = {
      "init", data.toString(), "--label", "points", "--task", "multiclass", "--force", "--out"
    };
    assertThat(console.run(with(classes, file.toString()))).as(console::err).isZero();
    assertThat(loaded(file).label()).isEqualTo(LabelSpec.multiclass("points", List.of()));
    assertThat(loaded(file).split().folds().count()).isEqualTo(4);
    assertThat(file)
        .content()
        .contains("4 folds, since the class 9 has 5 rows: one for Test and one for each fold");

    draft(data, file, "digit", "--force");
    assertThat(loaded(file).label()).isEqualTo(LabelSpec.multiclass("digit", List.of()));
  }

  @Test
  void aTextThatMaySayMissingIsAClassWithTheDoubtStated() throws IOException {
    String rows = "1,None\n2,Apnea\n3,Insomnia\n4,None\n5,None\n6,Apnea\n";
    Path data = Files.writeString(folder.resolve("sleep.csv"), "hours,disorder\n" + rows.repeat(9));
    Path file = folder.resolve("sleep.yaml");

    draft(data, file, "disorder");
    assertThat(loaded(file).label().values()).containsExactly("None", "Apnea", "Insomnia");
    assertThat(file)
        .content()
        .contains(
            "task: multiclass  # 3 values: None 27, Apnea 18, Insomnia 9",
            "\"None\" in 27 rows is taken as a value");
  }

  @Test
  void classesWithoutRowsForTestAndTwoFoldsAreLeftOut() throws IOException {
    String rows = "1,a\n2,b\n3,c\n";
    Path data =
        Files.writeString(folder.resolve("rare.csv"), "x,kind\n" + rows.repeat(20) + "7,d\n8,d\n");
    Path file = folder.resolve("rare.yaml");

    draft(data, file, "kind");
    assertThat(loaded(file).label().classes()).containsExactly("a", "b", "c");
    assertThat(file)
        .content()
        .contains(
            "required: true, allowed: [a, b, c]}",
            "classes: [a, b, c]  # d (2 rows) left out: too few rows for Test and two folds");
  }

  @Test
  void manyRowsWithoutAClassGetTheShareThatARunNeeds() throws IOException {
    String rows = "1,None\n2,a\n3,a\n4,NA\n";
    Path data = Files.writeString(folder.resolve("kinds.csv"), "x,kind\n" + rows.repeat(20));
    Path file = folder.resolve("kinds.yaml");

    draft(data, file, "kind", "--task", "multiclass");
    assertThat(loaded(file).contract().maxQuarantinedShare()).isEqualTo(0.26);
    assertThat(console.out())
        .contains("25.0 % of the rows have none of the classes: NA in 20 rows is taken as missing");
  }

  @Test
  void linesThatAreTakenForAFooterAreCounted() throws IOException {
    String rows = "1,2,3,4,0\n5,6,7,8,1\n".repeat(9);
    Path data = Files.writeString(folder.resolve("end.csv"), "a,b,c,d,y\n" + rows + "Total,,,,9\n");
    Path file = folder.resolve("end.yaml");

    draft(data, file, "y");
    assertThat(console.out()).contains("18 rows", "end of the file that are left out: 1");
  }

  @Test
  void aTableWithoutRowsIsSaidToBeOne() throws IOException {
    Path data = Files.writeString(folder.resolve("head.csv"), "a,y\n");

    assertThat(console.run("init", data.toString(), "--label", "y")).isEqualTo(65);
    assertThat(console.err()).contains("found no rows, expected some");
  }

  @Test
  void refusesATaskThatTheLabelCannotHave() throws IOException {
    String file = folder.resolve("x.yaml").toString();

    assertThat(init("--label", "late", "--task", "regression", "--out", file)).isEqualTo(64);
    assertThat(console.err())
        .contains("--task regression for the column late", "a column of numbers");
    assertThat(init("--label", "late", "--positive", "y", "--task", "multiclass", "--out", file))
        .isEqualTo(64);
    assertThat(console.err()).contains("--positive with --task multiclass");
  }

  private void draft(Path data, Path file, String label, String... more) {
    List<String> arguments = new ArrayList<>();
    Collections.addAll(
        arguments, "init", data.toString(), "--label", label, "--out", file.toString());
    Collections.addAll(arguments, more);
    assertThat(console.run(arguments.toArray(String[]::new))).as(console::err).isZero();
  }

  private static String[] with(String[] arguments, String last) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = last;
    return all;
  }

  private static PipelineSpec loaded(Path file) {
    return PipelineFile.load(file, Map.of(), variable -> null).spec();
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
