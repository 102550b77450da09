/**
 * What a viewer may see of small groups: nothing. A count of fewer users than {@code lodestar.privacy.minimum-group} is withheld from callers who are
 * viewers and no more, with every figure that would tell it; analysts see all, and steps of runs, which have no caller, too. Each answer declares its
 * counts and how they hang together ({@link dev.lodestar.host.disclosure.Disclosure}); what it does not declare is withheld.
 */
@NullMarked
package dev.lodestar.host.disclosure;

import org.jspecify.annotations.NullMarked;
