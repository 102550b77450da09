/** Unit economics: what a user and a paying user bring, what one costs, and how recurring revenue moves. */
@NullMarked
package dev.lodestar.growth.economics.domain;

import org.jspecify.annotations.NullMarked;
