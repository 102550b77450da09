/**
 * Rules that are held against every run over all data, and the alerts that come of them. A run is judged once, when it has ended; verdicts, alerts and
 * what is to be told of them are one transaction.
 */
@NullMarked
package dev.lodestar.report.alert;

import org.jspecify.annotations.NullMarked;
