/**
 * What every analysis has in common: where its figures come from, the range they cover, the filters, and the account of how complete and
 * how recent they are.
 */
@NullMarked
package dev.lodestar.engine.analysis;

import org.jspecify.annotations.NullMarked;
