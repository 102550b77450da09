/**
 * The North Star: weekly active collaborative workspaces, against its target.
 */
@NullMarked
package dev.lodestar.metrics.northstar;

import org.jspecify.annotations.NullMarked;
