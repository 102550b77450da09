/** Which table holds which columns of which answer. */
@NullMarked
package dev.lodestar.report.table.domain;

import org.jspecify.annotations.NullMarked;
