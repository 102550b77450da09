/** What an audit entry holds, and the hash chain over the entries. */
@NullMarked
package dev.lodestar.gateway.audit.domain;

import org.jspecify.annotations.NullMarked;
