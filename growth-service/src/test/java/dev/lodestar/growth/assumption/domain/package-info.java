@NullMarked
package dev.lodestar.growth.assumption.domain;

import org.jspecify.annotations.NullMarked;
