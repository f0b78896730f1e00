package dev.holdout.table;

import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.SetTransaction;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;

/**
 * How often a table was written under a key, which is Delta's transaction identifier.
 *
 * <p>Delta lists the transactions of a table in the checksum of each version as long as there are
 * about a hundred; only beyond, or where a killed writer left no checksum, they are counted by a
 * Spark job.
 */
final class KeyedWrites {
  private KeyedWrites() {}

  static long of(Snapshot snapshot, String key) {
    return OptionConverters.toJava(snapshot.checksumOpt())
        .flatMap(checksum -> OptionConverters.toJava(checksum.setTransactions()))
        .map(
            all ->
                CollectionConverters.asJava(all).stream()
                    .filter(transaction -> transaction.appId().equals(key))
                    .map(SetTransaction::version)
                    .findFirst())
        .orElseGet(
            () -> OptionConverters.toJava(snapshot.transactions().get(key)).map(Long.class::cast))
        .orElse(0L);
  }
}
