package dev.holdout.report.evaluation;

import dev.holdout.measure.Measure;
import java.util.Map;
import java.util.Optional;

/**
 * A slice of the rows that nobody named and whose errors are worse.
 *
 * @param slice column → value, empty for null
 * @param rows its rows
 * @param score by which it was found, larger is worse
 * @param error mean error in it
 * @param difference mean error in it minus elsewhere, on rows that it was not found on where there
 *     are such
 * @param pAdjusted corrected for the search; empty where it was not confirmed on other rows
 * @param confirmed whether it is worse beyond noise there
 */
public record FoundSlice(
    Map<String, Optional<String>> slice,
    long rows,
    double score,
    Measure error,
    Measure difference,
    Optional<Double> pAdjusted,
    boolean confirmed) {}
