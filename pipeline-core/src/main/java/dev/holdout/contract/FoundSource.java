package dev.holdout.contract;

import dev.holdout.sniff.Layout.Evidence;
import java.util.List;

/**
 * How a table is stored, found by its content.
 *
 * @param spec how it is to be read
 * @param evidence what speaks for each part of it
 */
public record FoundSource(SourceSpec spec, List<Evidence> evidence) {
  public FoundSource {
    evidence = List.copyOf(evidence);
  }
}
