package dev.lodestar.engine.timeline;

import java.util.UUID;

/**
 * A user must be forgotten: everything held of the pseudonym at lower offsets goes. What comes later under it is a new user.
 *
 * @param user the user's pseudonym
 */
public record UserErased(UUID user) implements TimelineChange {}
