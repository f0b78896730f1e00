package dev.holdout.contract;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.TableVersion;
import dev.holdout.table.Tables;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.storage.StorageLevel;
import scala.Option;

/** Does what one intent of an ingest says: reads its files, writes dataset and quarantine. */
final class IngestRun {
  /** Sources of up to this size, as stored, are parsed once and kept. */
  static final long KEPT_BYTES = 256L << 20;

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
    Dataset<Row> digested = kernel.rows(tables.spark(), opened.read(intent.fresh()));
    if (kept(intent)) {
      digested = digested.persist(StorageLevel.MEMORY_AND_DISK());
    }
    try (Repeats repeats = Repeats.find(digested, base.map(this::digestedAgain))) {
      return write(intent, base, digested, repeats);
    } finally {
      if (kept(intent)) {
        digested.unpersist();
      }
    }
  }

  private Dataset<Row> numbered(Dataset<Row> read, IngestLog.Intent intent) {
    return rows.keepsLines()
        ? Quarantine.numbered(read, opened.lines(intent.fresh()), intent.fresh())
        : read;
  }

  private static boolean kept(IngestLog.Intent intent) {
    return intent.fresh().stream().mapToLong(SourceFile::bytes).sum() <= KEPT_BYTES;
  }

  private Dataset<Row> digestedAgain(Ingestion base) {
    Dataset<Row> held = rows.digestedAgain(tables.read(base.dataset()));
    return keys.fromContent() || base.quarantine().isEmpty()
        ? held
        : held.unionByName(DatasetRows.conflictsAgain(tables.read(base.quarantine().get())));
  }

  private Ingestion write(
      IngestLog.Intent intent, Optional<Ingestion> base, Dataset<Row> digested, Repeats repeats) {
    long read = repeats.rows();
    long expected = keys.fromContent() ? read - repeats.broken() : repeats.accepted();
    Tables.Mode mode = intent.whole() ? Tables.Mode.OVERWRITE : Tables.Mode.APPEND;
    Dataset<Row> special = DatasetRows.special(digested, repeats);
    boolean reread = !kept(intent) && (repeats.any() || expected < read);
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
              rows.accepted(numbered(digested, intent), numbered(special, intent), repeats),
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
