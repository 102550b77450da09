/** What rules say of the figures of a run, and what becomes of an alert after that. Pure: a run's figures and a rule in, a verdict out. */
@NullMarked
package dev.lodestar.report.alert.domain;

import org.jspecify.annotations.NullMarked;
