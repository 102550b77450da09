/**
 * The door itself. Each request passes, in this order: path check and request id, authentication, the route table, roles, then either the gateway's own
 * resource or the reverse proxy; each answer waits for its audit entry. Bodies stream both ways and are never held in memory.
 */
@NullMarked
package dev.lodestar.gateway.edge;

import org.jspecify.annotations.NullMarked;
