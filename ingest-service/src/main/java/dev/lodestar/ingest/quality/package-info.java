/**
 * The books: how many rows of each data set were received in each quarter of an hour, and what became of them. The edge books what it received, accepted, found
 * repeated and refused; the warehouse writer books what it stored, found repeated and found in conflict. Everything that was received must
 * turn up again as stored, duplicate or quarantined; what has not yet is pending.
 */
@NullMarked
package dev.lodestar.ingest.quality;

import org.jspecify.annotations.NullMarked;
