/** The state machine of a run: states offer their legal moves and no others. */
@NullMarked
package dev.lodestar.report.run.domain;

import org.jspecify.annotations.NullMarked;
