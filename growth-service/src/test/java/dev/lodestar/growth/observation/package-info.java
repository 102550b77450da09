@NullMarked
package dev.lodestar.growth.observation;

import org.jspecify.annotations.NullMarked;
