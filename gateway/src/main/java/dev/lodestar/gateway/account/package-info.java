/** Tells callers who they are to Lodestar. */
@NullMarked
package dev.lodestar.gateway.account;

import org.jspecify.annotations.NullMarked;
