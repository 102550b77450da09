/**
 * The North Star: weekly active collaborative workspaces, its target and its trend (DEFINITIONS, section 2).
 */
@NullMarked
package dev.lodestar.engine.northstar;

import org.jspecify.annotations.NullMarked;
