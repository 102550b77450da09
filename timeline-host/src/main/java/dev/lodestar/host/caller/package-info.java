/** What the caller's token allows beside its roles: the segments whose users count for them. */
@NullMarked
package dev.lodestar.host.caller;

import org.jspecify.annotations.NullMarked;
