/** The engine held against the oracle, cell by cell, on random histories and on generated data. */
@NullMarked
package dev.lodestar.testkit.oracle;

import org.jspecify.annotations.NullMarked;
