/** What the launcher does through the public API like any other client: gets a token, imports files, runs the analysis, fetches the bundle. */
@NullMarked
package dev.lodestar.launcher.analysis;

import org.jspecify.annotations.NullMarked;
