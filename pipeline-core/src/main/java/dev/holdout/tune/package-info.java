/** What can be set about learners and rebalancers, and what it is set to. */
@NullMarked
package dev.holdout.tune;

import org.jspecify.annotations.NullMarked;
