package dev.holdout.fault;

/** What happens from an operation on. */
public enum Fault {
  /** The process is killed: nothing is written, renamed or deleted any more, by any thread. */
  KILLED,
  /** The disk is full: nothing can be made or written; what is there can be renamed and deleted. */
  FULL
}
