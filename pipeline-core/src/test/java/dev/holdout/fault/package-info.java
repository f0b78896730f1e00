/**
 * A file system that fails on request: a disk that is full from an operation on, or a process that
 * is killed before one. Tests keep a workspace on it to show that nothing is lost or doubled.
 */
@NullMarked
package dev.holdout.fault;

import org.jspecify.annotations.NullMarked;
