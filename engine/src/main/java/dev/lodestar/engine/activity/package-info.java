/**
 * Who is active when: calendar series with the lifecycle of users, and the trailing daily, weekly and monthly active users with their
 * ratios (DEFINITIONS, section 2).
 */
@NullMarked
package dev.lodestar.engine.activity;

import org.jspecify.annotations.NullMarked;
