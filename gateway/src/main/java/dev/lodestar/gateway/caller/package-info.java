/** Who calls: the verified identity behind a request, whether it came as a bearer token or in the dashboard's session. */
@NullMarked
package dev.lodestar.gateway.caller;

import org.jspecify.annotations.NullMarked;
