package dev.lodestar.engine.query;

import dev.lodestar.engine.timeline.UserBlock;

/** What a scan does with a user. */
@FunctionalInterface
interface UserVisitor {
    void visit(UserBlock block, int user);
}
