/** The settings of the project that every service shares: the zone that cuts days, the currency that amounts are in. */
@NullMarked
package dev.lodestar.kit.project;

import org.jspecify.annotations.NullMarked;
