/**
 * The answers of the other services as this service reads them: its own small records of their JSON, parsed in one place, so that tables, figures
 * and sentences all take a number from the same field.
 */
@NullMarked
package dev.lodestar.report.answer;

import org.jspecify.annotations.NullMarked;
