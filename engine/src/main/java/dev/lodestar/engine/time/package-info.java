/**
 * The project's calendar. Days are cut by one time zone for the whole project; weeks, months and quarters are made of those days,
 * so a day of 23 or 25 hours is still one day. Inside the engine a day is its epoch day, an {@code int}.
 */
@NullMarked
package dev.lodestar.engine.time;

import org.jspecify.annotations.NullMarked;
