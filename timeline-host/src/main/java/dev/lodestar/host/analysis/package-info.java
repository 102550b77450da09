/**
 * Steps of analysis runs, as an analytical service answers them: a command comes in, the step's answer as of the run's barrier goes out. The
 * answer is the body of the REST answer to the same question. A command that comes again is answered again with the same figures; a step that
 * fails becomes a failed result with its reason.
 */
@NullMarked
package dev.lodestar.host.analysis;

import org.jspecify.annotations.NullMarked;
