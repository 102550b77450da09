/**
 * Which paths exist, who may call them and which service answers: one declarative table. What is not in the table does not exist, whatever roles the
 * caller has.
 */
@NullMarked
package dev.lodestar.gateway.routing;

import org.jspecify.annotations.NullMarked;
