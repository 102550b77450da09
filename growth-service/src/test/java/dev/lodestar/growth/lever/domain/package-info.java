@NullMarked
package dev.lodestar.growth.lever.domain;

import org.jspecify.annotations.NullMarked;
