/**
 * What the whole service shares about the project it serves: its time zone and its clock.
 */
@NullMarked
package dev.lodestar.ingest.project;

import org.jspecify.annotations.NullMarked;
