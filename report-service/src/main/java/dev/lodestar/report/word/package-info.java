/** What people type and may have meant. */
@NullMarked
package dev.lodestar.report.word;

import org.jspecify.annotations.NullMarked;
