/** The commands behind {@code ./lodestar}. */
@NullMarked
package dev.lodestar.launcher.cli;

import org.jspecify.annotations.NullMarked;
