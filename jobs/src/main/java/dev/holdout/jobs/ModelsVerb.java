package dev.holdout.jobs;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.registry.ModelRecord;
import dev.holdout.registry.ModelStore;
import dev.holdout.registry.Promotion;
import dev.holdout.registry.Promotions;
import dev.holdout.table.Tables;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The model versions of a workspace; makes one champion by hand. */
@Command(
    name = "models",
    description =
        "Lists model versions and which is champion; --promote makes one champion by hand.",
    footer = {
      "  holdout models",
      "  holdout models --promote adult@1 --reason 'roll back: complaints from the branch'"
    })
final class ModelsVerb extends Verb {
  @Mixin private WorkspaceArguments workspace;

  @Option(
      names = "--promote",
      paramLabel = "NAME@VERSION",
      description = "Makes this version champion.")
  private @Nullable String promote;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, for the record; needed with --promote.")
  private @Nullable String reason;

  @Override
  Answer answer() {
    Tables tables = workspace.tables(spark());
    ModelStore models = new ModelStore(tables);
    Promotions promotions = new Promotions(tables);
    if (promote != null) {
      return promote(models, promotions, promote);
    }
    Tabular table = new Tabular("MODEL", "", "TRAINED", "CANDIDATE", "ROC AUC", "DATASET", "RUN");
    List<ModelRecord> all = new ArrayList<>();
    List<String> unverified = new ArrayList<>();
    boolean unusable = false;
    for (String name : models.names()) {
      Optional<Long> champion = promotions.champion(name);
      for (long version : models.versions(name)) {
        String promoted = champion.filter(held -> held == version).map(v -> "champion").orElse("");
        Optional<ModelRecord> found = Optional.empty();
        String state = "missing: " + models.folder(name, version);
        try {
          found = models.record(name, version);
        } catch (HoldoutException damaged) {
          state = damaged.plainMessage();
        }
        if (found.isEmpty()) {
          unusable = true;
          table.row(name + "@" + version, promoted, state, "", "", "", "");
          continue;
        }
        ModelRecord model = found.get();
        all.add(model);
        if (!models.isVerifiable(name, version)) {
          unverified.add(model.reference());
        }
        Double auc = model.metrics().get("roc_auc");
        table.row(
            model.name() + "@" + model.version(),
            promoted,
            model.createdAt().truncatedTo(ChronoUnit.SECONDS).toString(),
            model.candidate(),
            auc == null ? "undefined" : String.format(Locale.ROOT, "%.4f", auc),
            model.dataset().reference(),
            model.run());
      }
    }
    return all.isEmpty() && !unusable
        ? Answer.of("No models in " + workspace + " yet. Start with: holdout demo", all)
        : Answer.of(table + unverified(unverified), all);
  }

  private static String unverified(List<String> models) {
    return models.isEmpty()
        ? ""
        : "\n\n"
            + "Registered before digests of model.json were recorded, so that changes to it go"
            + " unnoticed: "
            + String.join(", ", models);
  }

  private Answer promote(ModelStore models, Promotions promotions, String wanted) {
    int at = wanted.lastIndexOf('@');
    String name = at < 0 ? wanted : wanted.substring(0, at).replaceFirst("^models/", "");
    Optional<ModelRecord> model =
        at >= 0 && wanted.substring(at + 1).matches("\\d{1,18}")
            ? models.record(name, Long.parseLong(wanted.substring(at + 1)))
            : Optional.empty();
    if (model.isEmpty() || reason == null || reason.isBlank()) {
      throw new HoldoutException(
          ErrorCode.USAGE,
          model.isEmpty()
              ? "Cannot promote " + wanted + ": there is no such version. See: holdout models"
              : "Cannot promote " + wanted + ": say why, for the record: --reason '…'");
    }
    models.load(model.get());
    Promotion promotion =
        promotions.promote(name, model.get().version(), "by-hand-" + Instant.now(), reason);
    return Answer.of(model.get().reference() + " is champion now.", Map.of("promotion", promotion));
  }
}
