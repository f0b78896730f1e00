/** Pipeline files to validated specifications. Imported by nothing in the library. */
@NullMarked
package dev.holdout.config;

import org.jspecify.annotations.NullMarked;
