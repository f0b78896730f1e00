package dev.holdout.registry;

/**
 * When a challenger replaces the champion.
 *
 * @param metric the metric that decides, such as {@code roc_auc}
 * @param minGain the lower end of the paired interval of the difference must exceed this; negative
 *     tolerates a loss
 * @param maxSegmentLoss no segment may be worse than this beyond noise
 */
public record GateSpec(String metric, double minGain, double maxSegmentLoss) {}
