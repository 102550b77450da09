package dev.lodestar.engine.query;

import dev.lodestar.engine.timeline.UserBlock;

/** What a scan does with the chains of some users of a block. */
@FunctionalInterface
interface ChainVisitor {
    void visit(UserBlock block, ChainTable chains);
}
