package dev.holdout.jobs;

import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * The name under which Hadoop's file systems work where the operating system has none for the user
 * id, as in containers that are started with an id of the platform's choice.
 *
 * <p>Hadoop's login takes the name from the operating system and fails without one (HADOOP-19401).
 * The name given in its place is that of {@code HADOOP_USER_NAME} or {@code SPARK_USER}, or {@code
 * unnamed}. Under Kerberos nothing is replaced.
 */
final class LoginUser {
  private static final String UNKNOWN = "?"; // the JVM's user.name for an id without a name

  private LoginUser() {}

  /** Logs in under a name of ours if the operating system has none; before Spark starts. */
  static void settle() {
    replacement(System.getProperty("user.name"), System.getenv())
        .filter(name -> !UserGroupInformation.isSecurityEnabled())
        .ifPresent(
            name -> {
              System.setProperty("user.name", name);
              UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser(name));
            });
  }

  /** The name to log in with, or empty if the operating system has one. */
  static Optional<String> replacement(String systemName, Map<String, String> environment) {
    if (systemName != null && !systemName.isBlank() && !systemName.equals(UNKNOWN)) {
      return Optional.empty();
    }
    return Optional.of(
        Optional.ofNullable(environment.get("HADOOP_USER_NAME"))
            .or(() -> Optional.ofNullable(environment.get("SPARK_USER")))
            .filter(name -> !name.isBlank())
            .orElse("unnamed"));
  }
}
