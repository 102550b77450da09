/**
 * Which counts of a table must not be shown so that no small group can be seen or worked out. A table is counts and the sums that tie them: first the
 * small counts go (primary suppression), then others, until no small one follows from what is left (secondary suppression).
 *
 * <p>What is held: from the counts that are shown, those that are never negative, and the sums, (1) no small count is determined, decided exactly by
 * elimination over the rationals, and (2) its bounds, tightened sum by sum, leave everything open between 1 and the least size of a group: who reads the
 * answer knows no more of the count than that it is withheld.
 */
@NullMarked
package dev.lodestar.host.disclosure.domain;

import org.jspecify.annotations.NullMarked;
