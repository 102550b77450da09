/** The report service: analysis runs over Kafka commands and results, and the bundle of tables, figures, report and notebook that comes of them. */
@NullMarked
package dev.lodestar.report;

import org.jspecify.annotations.NullMarked;
