/**
 * Files of any size. A file is worked on while it arrives, in bounded memory; a slow broker slows the upload down. The answer 202 comes when the broker has
 * acknowledged every good row and every bad one is in the quarantine, so whoever has it can forget the file. An upload that breaks off shows as
 * failed and is simply sent again: ids are derived from the rows, so what is there already is not there twice.
 */
@NullMarked
package dev.lodestar.ingest.imports;

import org.jspecify.annotations.NullMarked;
