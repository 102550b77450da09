/**
 * The CSV files of the bundle. Columns and their order are the API's promise; further columns follow the promised ones. An empty cell is null,
 * rates are written unrounded and without an exponent, and text that a spreadsheet would take for a formula is kept from being one.
 */
@NullMarked
package dev.lodestar.report.table;

import org.jspecify.annotations.NullMarked;
