package dev.holdout.error;

import org.jspecify.annotations.Nullable;

/**
 * A failure that a user can read: {@code [CODE] Cannot <verb> <what>: <found>, expected <expected>.
 * <Remedy>.}
 */
public final class HoldoutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String plainMessage;

  public HoldoutException(ErrorCode code, String message) {
    this(code, message, null);
  }

  public HoldoutException(ErrorCode code, String message, @Nullable Throwable cause) {
    super("[" + code + "] " + message, cause);
    this.code = code;
    this.plainMessage = message;
  }

  /** The message without its code. */
  public String plainMessage() {
    return plainMessage;
  }

  public ErrorCode code() {
    return code;
  }
}
