/** The unit economics as an answer: live, and as a part of an analysis run. */
@NullMarked
package dev.lodestar.growth.economics;

import org.jspecify.annotations.NullMarked;
