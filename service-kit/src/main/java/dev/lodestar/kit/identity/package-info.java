/**
 * The roles of the API. Composite roles are expanded by the identity provider: an analyst's token carries viewer too.
 */
@NullMarked
package dev.lodestar.kit.identity;

import org.jspecify.annotations.NullMarked;
