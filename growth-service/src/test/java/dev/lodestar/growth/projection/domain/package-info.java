@NullMarked
package dev.lodestar.growth.projection.domain;

import org.jspecify.annotations.NullMarked;
