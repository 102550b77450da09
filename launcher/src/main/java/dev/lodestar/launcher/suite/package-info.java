/**
 * The suite on one machine: where its files are, its secrets and ports, its parts as child processes, and how they are started together, watched and
 * ended together.
 */
@NullMarked
package dev.lodestar.launcher.suite;

import org.jspecify.annotations.NullMarked;
