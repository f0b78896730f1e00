package dev.holdout.contract;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.TableVersion;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether enough rows keep the contract. */
record Verdict(
    String dataset,
    double allowed,
    Optional<TableVersion> quarantine,
    long read,
    long accepted,
    Quarantine.Summary summary) {
  static Verdict of(
      String dataset,
      ContractSpec contract,
      Optional<TableVersion> quarantine,
      long read,
      long accepted,
      Quarantine.Summary summary) {
    return new Verdict(
        dataset, contract.maxQuarantinedShare(), quarantine, read, accepted, summary);
  }

  static Verdict of(String name, ContractSpec contract, Ingestion ingestion) {
    return of(
        "datasets/" + name,
        contract,
        ingestion.quarantine(),
        ingestion.read(),
        ingestion.accepted(),
        new Quarantine.Summary(ingestion.reasons(), ingestion.examples()));
  }

  /** Throws when no row was accepted, or too many were not. */
  void throwIfRefused() {
    if (accepted > 0 && (double) (read - accepted) / read <= allowed) {
      return;
    }
    if (read == 0) {
      throw new HoldoutException(
          ErrorCode.DATA_CONTRACT,
          "Cannot ingest "
              + dataset
              + ": found no rows in the source, expected at least one. Check the files, and how"
              + " many lines are skipped.");
    }
    throw new HoldoutException(
        ErrorCode.DATA_CONTRACT,
        String.format(
            Locale.ROOT,
            "Cannot ingest %s: found that %,d of %,d rows break the contract (%.2f %%), expected"
                + " at most %.2f %%%s. Most frequent:%s%n%sCorrect the source or the contract, or"
                + " raise the largest quarantined share.",
            dataset,
            read - accepted,
            read,
            100.0 * (read - accepted) / read,
            100.0 * allowed,
            accepted == 0 ? " and at least one row accepted" : "",
            reasons(),
            quarantine
                .map(
                    at -> "All of them, with file, line and value, are in " + at.reference() + ". ")
                .orElse("")));
  }

  private String reasons() {
    return QuarantineWords.reasons(summary.reasons(), summary.examples()).stream()
        .map(reason -> reason.startsWith("…") ? "\n  " + reason : "\n  - " + reason)
        .collect(Collectors.joining());
  }
}
