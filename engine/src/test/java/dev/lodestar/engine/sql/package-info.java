/** The rendering of queries; that they compute the right figures is shown on a real database, in the test kit. */
@NullMarked
package dev.lodestar.engine.sql;

import org.jspecify.annotations.NullMarked;
