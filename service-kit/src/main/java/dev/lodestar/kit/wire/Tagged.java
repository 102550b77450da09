package dev.lodestar.kit.wire;

/** A body of an answer that says something which is another each time it is asked for: its entity tag is made of the rest. */
public interface Tagged {
    /** What the tag is made of, as it would be written. */
    Object tagged();
}
