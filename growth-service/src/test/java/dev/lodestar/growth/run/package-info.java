@NullMarked
package dev.lodestar.growth.run;

import org.jspecify.annotations.NullMarked;
