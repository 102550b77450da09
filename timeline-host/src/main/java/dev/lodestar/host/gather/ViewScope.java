package dev.lodestar.host.gather;

/** Which views an answer reads. */
sealed interface ViewScope {
    /** The id of the answer: all of its rounds read the views that the first round found. */
    String answerId();

    /** Everything applied when the first round came by. */
    record Latest(String answerId) implements ViewScope {}

    /** The views at the barrier of a run. */
    record AtBarrier(String answerId, String runId) implements ViewScope {}
}
