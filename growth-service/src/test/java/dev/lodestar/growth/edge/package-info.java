@NullMarked
package dev.lodestar.growth.edge;

import org.jspecify.annotations.NullMarked;
