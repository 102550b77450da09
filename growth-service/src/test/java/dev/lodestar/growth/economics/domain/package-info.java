@NullMarked
package dev.lodestar.growth.economics.domain;

import org.jspecify.annotations.NullMarked;
