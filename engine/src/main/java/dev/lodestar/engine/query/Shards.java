package dev.lodestar.engine.query;

/** Where a question is put to all partitions: to local views, or to peers over the network. */
public interface Shards {
    /** Asks every partition that can be reached and adds up what they say. */
    Gathered gather(TimelineQuery query);
}
