/** What the caller's token allows beside its roles, the segments whose users count for them, here and where a replica asks another on their behalf. */
@NullMarked
package dev.lodestar.host.caller;

import org.jspecify.annotations.NullMarked;
