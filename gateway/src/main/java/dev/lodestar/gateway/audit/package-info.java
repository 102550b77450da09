/**
 * The audit log: one entry for each API call, load of a data page, login and refusal, written before the answer leaves.
 *
 * <p>Choices, and what was turned down:
 *
 * <ul>
 *   <li><b>The answer's head is held until its entry is committed</b>, rather than an entry at the decision that is completed at the end: entries then are
 *       never updated, the table can forbid it, and each entry is hashed once. The status and the duration are known when the head is; the duration is the
 *       time to the head, streaming not counted.
 *   <li><b>An entry that cannot be written fails the call</b> with 503. The service may have acted by then; so that nothing is lost the entry goes to the log
 *       as an error.
 *   <li><b>Group commit.</b> One writer per replica takes all entries that wait and appends them in one statement and one commit. It costs a round trip to
 *       the database for a lonely request and next to nothing for one among many.
 *   <li><b>The head of the chain is moved by compare-and-set</b> in the statement that inserts. Of two replicas that append at once one finds the head
 *       moved, reads it and hashes again: a fork is not possible, and no lock is held between statements.
 *   <li><b>The source address is the connection's peer.</b> Behind a load balancer, trust its header by {@code quarkus.http.proxy.*}.
 * </ul>
 */
@NullMarked
package dev.lodestar.gateway.audit;

import org.jspecify.annotations.NullMarked;
