package dev.holdout.jobs;

import java.io.IOException;
import org.apache.hadoop.security.UserGroupInformation;

/** A program that runs the command line and then prints how this JVM formats and logs in. */
final class SettledProcess {
  private SettledProcess() {}

  @SuppressWarnings("StringCaseLocaleUsage") // the default locale is what is looked at
  public static void main(String[] arguments) throws IOException {
    Holdout.main(new String[] {"--version"});
    System.out.println("digits " + String.format("%05d %.2f", 42, 1.5));
    System.out.println("lower " + "TITLE".toLowerCase());
    System.out.println("user " + UserGroupInformation.getCurrentUser().getShortUserName());
  }
}
