package dev.holdout.jobs;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.error.RootCause;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.util.VersionInfo;

/** A path of a store whose file system is not on the class path: which package has it. */
final class MissingFileSystem {
  private static final Pattern UNKNOWN =
      Pattern.compile(
          "No FileSystem for scheme:? \"?([a-z0-9]+)\"?|No AbstractFileSystem configured for"
              + " scheme: ([a-z0-9]+)|Class"
              + " org\\.apache\\.hadoop\\.fs\\.(s3a|azurebfs|azure|gs|aliyun|cosn)\\.\\S+ not"
              + " found");

  private static final Map<String, String> PACKAGES =
      Map.ofEntries(
          Map.entry("s3a", "org.apache.hadoop:hadoop-aws"),
          Map.entry("s3", "org.apache.hadoop:hadoop-aws"),
          Map.entry("s3n", "org.apache.hadoop:hadoop-aws"),
          Map.entry("azurebfs", "org.apache.hadoop:hadoop-azure"),
          Map.entry("abfs", "org.apache.hadoop:hadoop-azure"),
          Map.entry("abfss", "org.apache.hadoop:hadoop-azure"),
          Map.entry("azure", "org.apache.hadoop:hadoop-azure"),
          Map.entry("wasb", "org.apache.hadoop:hadoop-azure"),
          Map.entry("wasbs", "org.apache.hadoop:hadoop-azure"),
          Map.entry("oss", "org.apache.hadoop:hadoop-aliyun"),
          Map.entry("aliyun", "org.apache.hadoop:hadoop-aliyun"),
          Map.entry("cosn", "org.apache.hadoop:hadoop-cos"));

  private MissingFileSystem() {}

  /** The failure as one sentence, if it is of this kind. */
  static Optional<HoldoutException> of(Throwable failure) {
    String text =
        RootCause.causes(failure).stream().map(String::valueOf).collect(Collectors.joining("\n"));
    Matcher unknown = UNKNOWN.matcher(text);
    if (!unknown.find()) {
      return Optional.empty();
    }
    String scheme = Optional.ofNullable(unknown.group(1)).orElseGet(() -> later(unknown));
    String version = VersionInfo.getVersion();
    Optional<String> found = Optional.ofNullable(PACKAGES.get(scheme));
    String wanted =
        scheme.equals("s3") || scheme.equals("s3n") ? " Write s3a:// in its place." : "";
    return Optional.of(
        new HoldoutException(
            ErrorCode.CONFIGURATION,
            "Cannot open a path of "
                + scheme
                + "://: found no file system for it on the class path, expected the package "
                + found.map(name -> name + ":" + version).orElse("of its vendor")
                + ". Start with SPARK_HOME or --master set and"
                + " HOLDOUT_SPARK_SUBMIT_OPTS='--packages "
                + found.map(name -> name + ":" + version).orElse("GROUP:ARTIFACT:VERSION")
                + "', or give spark-submit the same option."
                + wanted,
            failure));
  }

  private static String later(Matcher unknown) {
    return Optional.ofNullable(unknown.group(2)).orElseGet(() -> unknown.group(3));
  }
}
