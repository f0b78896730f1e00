package dev.holdout.contract;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Json;
import dev.holdout.table.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Brings a source into a dataset: rows that keep the contract go to {@code datasets/<name>}, all
 * others to {@code datasets/<name>_quarantine} with their reasons.
 *
 * <p>A source that did not change makes no new version, and none of its rows are read. Files are
 * compared by content: one that was only touched, moved or renamed did not change (see {@link
 * SourceFile}); a second copy of one is a new file. New files beside unchanged ones are read alone
 * and appended; their keys are compared with those of the rows already there. A file that changed
 * or vanished, another contract, or a new version of a source table writes the dataset anew as its
 * next version. So does a dataset, or its quarantine, that lost files or was deleted.
 *
 * <p>In an append, a row whose key the dataset has already is quarantined and the row that came
 * first stays; when both come in one ingest and differ, neither is accepted.
 *
 * <p>Scans: the source is parsed twice, once for the digests of keys and once to write the rows; a
 * third time when there are rows to quarantine or keys that repeat, and lines are counted in files
 * of several splits that have such rows. The driver takes the digests of up to {@value
 * IngestRun#FEW_ROWS} rows, 32 bytes each; one aggregation shuffles those of more. The bytes of
 * files whose path, size or time is new are read once more for their digests. An append also scans
 * the key of the dataset, and its other columns where a key was declared.
 *
 * <p>Killed at any moment and run again, it ends with the same tables.
 */
public final class Ingest {
  /** Raised whenever the same source would give other rows than before. */
  private static final int RULES = 2;

  private final Tables tables;
  private final Provenance.Kept provenance;

  /** An ingest into the datasets of one workspace. */
  public Ingest(Tables tables) {
    this(tables, Provenance.Kept.NONE);
  }

  private Ingest(Tables tables, Provenance.Kept provenance) {
    this.tables = tables;
    this.provenance = provenance;
  }

  /**
   * An ingest whose rows keep where they come from, in {@link Columns#SOURCE_FILE} and {@link
   * Columns#SOURCE_LINE}. Where files are divided among tasks, their lines are counted by one scan
   * more.
   */
  public Ingest withSource() {
    return new Ingest(tables, Provenance.Kept.FILE_AND_LINE);
  }

  /**
   * Ingests what is new.
   *
   * @param name the dataset's name, without {@code datasets/}
   * @param run the run that ingests, kept with each quarantined row
   * @return what was done; for an unchanged source, what was done when it was ingested
   * @throws HoldoutException when the source is missing, is not what the contract declares, has no
   *     row that keeps the contract, or more rows that break it than allowed; in the last two cases
   *     the quarantine table is written, the dataset is not
   */
  public Ingestion ingest(String name, SourceSpec source, ContractSpec contract, String run) {
    OpenedSource opened = OpenedSource.open(tables.spark(), source, contract);
    String rules = rules(opened, source, contract);
    IngestLog log = log(name);
    Optional<IngestLog.Deed> done = log.done().filter(this::isThere);
    Optional<IngestLog.Intent> pending = log.pending();
    List<SourceFile> files = digested(opened, log, pending);
    if (pending.isPresent()) {
      boolean based = pending.get().whole() || done.isPresent();
      Optional<IngestLog.Intent> resumed =
          pending.filter(unused -> based).flatMap(of -> resumed(of, files, opened, rules));
      done =
          resumed.isPresent()
              ? Optional.of(finish(name, opened, source, contract, run, log, resumed.get(), done))
              : Optional.empty();
    }
    Optional<IngestLog.Intent> next = next(log, done, pending, opened, files, rules);
    IngestLog.Deed deed =
        next.isPresent()
            ? finish(name, opened, source, contract, run, log, next.get(), done)
            : noting(log, done.orElseThrow(), files);
    Verdict.of(name, contract, deed.ingestion()).throwIfRefused();
    return deed.ingestion();
  }

  /** What the last finished ingest of a dataset did. */
  public Optional<Ingestion> last(String name) {
    return log(name).done().map(IngestLog.Deed::ingestion);
  }

  /**
   * Whether a source has a column of its contract, such as the label that rows to be scored may
   * lack. Reads the first line of the first file, or the schema.
   */
  public boolean hasColumn(SourceSpec source, ContractSpec contract, String column) {
    boolean typed =
        source.format() != SourceSpec.Format.CSV && source.format() != SourceSpec.Format.JSON;
    ContractSpec declared =
        typed
            ? new ContractSpec(List.of(), contract.key(), contract.maxQuarantinedShare())
            : contract;
    return OpenedSource.open(tables.spark(), source, declared).has(column);
  }

  private IngestLog log(String name) {
    return new IngestLog(tables.files(), tables.path("datasets/" + name + "_ingests"));
  }

  /** Whether all that an ingest made can be read. */
  private boolean isThere(IngestLog.Deed deed) {
    Ingestion made = deed.ingestion();
    return tables.holds(made.dataset()) && made.quarantine().stream().allMatch(tables::holds);
  }

  private List<SourceFile> digested(
      OpenedSource opened, IngestLog log, Optional<IngestLog.Intent> pending) {
    if (!opened.hasFiles()) {
      return opened.files();
    }
    List<SourceFile> known = new ArrayList<>();
    log.done().ifPresent(deed -> known.addAll(deed.intent().files()));
    pending.ifPresent(intent -> known.addAll(intent.files()));
    return new ContentDigests(tables.spark()).of(opened.files(), known);
  }

  /**
   * An ingest that was begun, with its files where they are now, if it can be done as it was meant.
   */
  private static Optional<IngestLog.Intent> resumed(
      IngestLog.Intent pending, List<SourceFile> files, OpenedSource opened, String rules) {
    SameFiles all = new SameFiles(pending.files(), files);
    SameFiles toRead = new SameFiles(pending.fresh(), files);
    boolean possible =
        pending.rules().equals(rules)
            && all.all()
            && toRead.all()
            && (opened.divisible() || all.fresh().isEmpty());
    return possible
        ? Optional.of(
            new IngestLog.Intent(
                pending.number(),
                pending.key(),
                rules,
                pending.whole(),
                all.found(),
                toRead.found()))
        : Optional.empty();
  }

  /** Where files were only touched or moved: as they are now, so that they are not read again. */
  private static IngestLog.Deed noting(IngestLog log, IngestLog.Deed done, List<SourceFile> files) {
    if (Set.copyOf(done.intent().files()).equals(Set.copyOf(files))) {
      return done;
    }
    IngestLog.Intent made = done.intent();
    IngestLog.Deed noted =
        new IngestLog.Deed(
            new IngestLog.Intent(
                made.number(), made.key(), made.rules(), made.whole(), files, made.fresh()),
            done.ingestion());
    log.write(noted);
    return noted;
  }

  /** What is left to do after the last finished ingest; empty when nothing is. */
  private static Optional<IngestLog.Intent> next(
      IngestLog log,
      Optional<IngestLog.Deed> done,
      Optional<IngestLog.Intent> abandoned,
      OpenedSource opened,
      List<SourceFile> files,
      String rules) {
    Optional<SameFiles> last =
        done.map(IngestLog.Deed::intent)
            .filter(intent -> intent.rules().equals(rules))
            .map(intent -> new SameFiles(intent.files(), files));
    if (last.filter(same -> same.all() && same.fresh().isEmpty()).isPresent()) {
      return Optional.empty();
    }
    boolean whole = last.isEmpty() || !opened.divisible() || !last.get().all();
    List<SourceFile> fresh = whole ? files : last.orElseThrow().fresh();
    Optional<IngestLog.Intent> before = log.done().map(IngestLog.Deed::intent);
    int number = before.map(IngestLog.Intent::number).orElse(0) + 1;
    String previous =
        abandoned
            .filter(intent -> intent.number() == number)
            .or(() -> before)
            .map(IngestLog.Intent::key)
            .orElse("");
    String key =
        Json.digest(
            Map.of(
                "after",
                previous,
                "rules",
                rules,
                "whole",
                whole,
                "files",
                files.stream().map(SourceFile::content).sorted().toList()));
    return Optional.of(new IngestLog.Intent(number, key, rules, whole, files, fresh));
  }

  private IngestLog.Deed finish(
      String name,
      OpenedSource opened,
      SourceSpec source,
      ContractSpec contract,
      String run,
      IngestLog log,
      IngestLog.Intent intent,
      Optional<IngestLog.Deed> done) {
    log.write(intent);
    Optional<Ingestion> base =
        intent.whole() ? Optional.empty() : done.map(IngestLog.Deed::ingestion);
    Ingestion ingestion =
        new IngestRun(tables, name, opened, source, contract, provenance, run).run(intent, base);
    Set<String> stamps =
        opened.listedAgain().stream().map(SourceFile::stamp).collect(Collectors.toSet());
    if (!intent.fresh().stream().map(SourceFile::stamp).allMatch(stamps::contains)) {
      throw new HoldoutException(
          ErrorCode.DATA_CONTRACT,
          "Cannot ingest datasets/"
              + name
              + ": found that files of the source changed while they were read, expected them to"
              + " stay as they are. Run again when they are complete.");
    }
    IngestLog.Deed deed = new IngestLog.Deed(intent, ingestion);
    log.write(deed);
    return deed;
  }

  /** Digest of all but the files that decides which rows a dataset holds. */
  private String rules(OpenedSource opened, SourceSpec source, ContractSpec contract) {
    Map<String, Object> deciding =
        new TreeMap<>(
            Map.of(
                "rules", RULES,
                "format", source.format(),
                "csv", source.csv(),
                "missing", source.missing(),
                "columns", opened.columns(),
                "key", contract.key(),
                "zone", tables.spark().sessionState().conf().sessionLocalTimeZone()));
    if (provenance != Provenance.Kept.NONE) {
      deciding.put("provenance", provenance);
    }
    return Json.digest(deciding);
  }
}
