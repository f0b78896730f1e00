package dev.holdout.contract;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.TableVersion;
import dev.holdout.table.Tables;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.storage.StorageLevel;
import scala.Option;

/** Does what one intent of an ingest says: reads its files, writes dataset and quarantine. */
final class IngestRun {
  /** Of so many rows the driver takes the digests: 64 megabytes. */
  static final int FEW_ROWS = 2_000_000;

  /**
   * Off during an ingest: on plans with as many conditions as a contract has, Spark's optimiser
   * spends minutes inferring filters that do not help here (SPARK-19846).
   */
  private static final String CONSTRAINT_PROPAGATION = "spark.sql.constraintPropagation.enabled";

  private final Tables tables;
  private final String dataset;
  private final String quarantine;
  private final OpenedSource opened;
  private final SourceSpec source;
  private final ContractSpec contract;
  private final String run;
  private final RowKeys keys;
  private final DatasetRows rows;

  IngestRun(
      Tables tables,
      String name,
      OpenedSource opened,
      SourceSpec source,
      ContractSpec contract,
      Provenance.Kept provenance,
      String run) {
    this.tables = tables;
    this.dataset = "datasets/" + name;
    this.quarantine = dataset + "_quarantine";
    this.opened = opened;
    this.source = source;
    this.contract = contract;
    this.run = run;
    this.keys = new RowKeys(opened.columns(), contract.key());
    this.rows = new DatasetRows(opened.columns(), keys, provenance);
  }

  /**
   * Reads and writes.
   *
   * @param base what the dataset held before, for an append
   */
  Ingestion run(IngestLog.Intent intent, Optional<Ingestion> base) {
    RuntimeConfig settings = tables.spark().conf();
    Option<String> before = settings.getOption(CONSTRAINT_PROPAGATION);
    settings.set(CONSTRAINT_PROPAGATION, "false");
    try {
      return readAndWrite(intent, base);
    } finally {
      if (before.isDefined()) {
        settings.set(CONSTRAINT_PROPAGATION, before.get());
      } else {
        settings.unset(CONSTRAINT_PROPAGATION);
      }
    }
  }

  private Ingestion readAndWrite(IngestLog.Intent intent, Optional<Ingestion> base) {
    RowKernel kernel =
        new RowKernel(
            tables.spark(),
            opened.columns(),
            opened.types(),
            source,
            opened.trims(),
            contract.key());
    JavaRDD<SourceRecord> records = opened.read(intent.fresh());
    JavaRDD<InternalRow> digests = kernel.digests(records);
    Optional<Dataset<Row>> before = base.map(this::digestedAgain);
    boolean few = mayBeFew(intent) && base.map(had -> had.dataset().rows()).orElse(0L) <= FEW_ROWS;
    Optional<Repeats> onDriver =
        few ? Repeats.findOnDriver(tables.spark(), digests, before, FEW_ROWS) : Optional.empty();
    try (Repeats repeats =
        onDriver.orElseGet(() -> Repeats.find(RowKernel.table(tables.spark(), digests), before))) {
      return write(intent, base, kernel, records, repeats);
    }
  }

  /** Whether the files hold few rows, unless their values are shorter than most. */
  private boolean mayBeFew(IngestLog.Intent intent) {
    long bytes = intent.fresh().stream().mapToLong(SourceFile::bytes).sum();
    return bytes / (4L * opened.columns().size()) <= FEW_ROWS;
  }

  private Dataset<Row> numbered(Dataset<Row> read, IngestLog.Intent intent) {
    return rows.keepsLines()
        ? Quarantine.numbered(read, opened.lines(intent.fresh()), intent.fresh())
        : read;
  }

  private Dataset<Row> digestedAgain(Ingestion base) {
    Dataset<Row> held = rows.digestedAgain(tables.read(base.dataset()));
    return keys.fromContent() || base.quarantine().isEmpty()
        ? held
        : held.unionByName(DatasetRows.conflictsAgain(tables.read(base.quarantine().get())));
  }

  private Dataset<Row> accepted(
      IngestLog.Intent intent,
      RowKernel kernel,
      JavaRDD<SourceRecord> records,
      Dataset<Row> special,
      Repeats repeats) {
    Optional<RepeatedKeys> repeated = repeats.onDriver();
    if (repeated.isPresent() && !rows.keepsLines()) {
      Dataset<Row> made = kernel.dataset(tables.spark(), records, repeated.get(), rows.schema());
      return rows.withRepeated(made, special, repeats);
    }
    Dataset<Row> digested = kernel.rows(tables.spark(), records);
    return rows.accepted(numbered(digested, intent), numbered(special, intent), repeats);
  }

  private Ingestion write(
      IngestLog.Intent intent,
      Optional<Ingestion> base,
      RowKernel kernel,
      JavaRDD<SourceRecord> records,
      Repeats repeats) {
    Dataset<Row> digested =
        repeats
            .onDriver()
            .map(repeated -> kernel.special(tables.spark(), records, repeated))
            .orElseGet(() -> kernel.rows(tables.spark(), records));
    long read = repeats.rows();
    long expected = keys.fromContent() ? read - repeats.broken() : repeats.accepted();
    Tables.Mode mode = intent.whole() ? Tables.Mode.OVERWRITE : Tables.Mode.APPEND;
    Dataset<Row> special = DatasetRows.special(digested, repeats);
    boolean reread = repeats.any() || expected < read;
    if (reread) {
      special = special.persist(StorageLevel.MEMORY_AND_DISK());
    }
    try {
      Optional<TableVersion> refused = base.flatMap(Ingestion::quarantine);
      long refusedBefore = refused.map(TableVersion::rows).orElse(0L);
      Quarantine.Summary summary = new Quarantine.Summary(List.of(), List.of());
      if (expected < read || (intent.whole() && tables.exists(quarantine))) {
        Dataset<Row> table =
            Quarantine.table(
                    rows.refused(special, repeats),
                    opened.columns(),
                    keys,
                    opened.lines(intent.fresh()),
                    intent.fresh(),
                    run)
                .persist(StorageLevel.MEMORY_AND_DISK());
        refused = Optional.of(tables.write(quarantine, table, mode, intent.key(), run));
        summary = Quarantine.summary(table);
        table.unpersist();
      }
      long quarantined = refused.map(TableVersion::rows).orElse(0L) - refusedBefore;
      Verdict.of(dataset, contract, refused, read, read - quarantined, summary).throwIfRefused();
      TableVersion written =
          tables.write(
              dataset,
              accepted(intent, kernel, records, special, repeats),
              mode,
              intent.key(),
              run);
      long accepted = written.rows() - base.map(had -> had.dataset().rows()).orElse(0L);
      if (accepted + quarantined != read || accepted != expected) {
        throw new HoldoutException(
            ErrorCode.INTERNAL,
            "Cannot ingest "
                + dataset
                + ": found "
                + accepted
                + " rows accepted and "
                + quarantined
                + " quarantined, expected "
                + expected
                + " and "
                + (read - expected)
                + " of "
                + read
                + " rows read.");
      }
      return new Ingestion(
          written,
          refused,
          read,
          accepted,
          quarantined,
          summary.reasons(),
          summary.examples(),
          keys.fromContent(),
          keys.fromContent() ? repeats.copies() : 0);
    } finally {
      if (reread) {
        special.unpersist();
      }
    }
  }
}
