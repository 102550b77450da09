package dev.lodestar.contracts.wire;

import dev.lodestar.contracts.timeline.BarrierRecord;
import dev.lodestar.contracts.timeline.ErasureRecord;
import dev.lodestar.contracts.timeline.EventRecord;
import dev.lodestar.contracts.timeline.ProfileRecord;

/** A decoded record of {@code timeline.v1}: whom it is about, and what happened. */
public sealed interface TimelineRecord {
    RecordType type();

    /** A user did something. */
    record Event(UserKey user, EventRecord event) implements TimelineRecord {
        @Override
        public RecordType type() {
            return RecordType.EVENT;
        }
    }

    /** What is known of a user was written anew. */
    record Profile(UserKey user, ProfileRecord profile) implements TimelineRecord {
        @Override
        public RecordType type() {
            return RecordType.PROFILE;
        }
    }

    /** A user must be forgotten. */
    record Erasure(UserKey user, ErasureRecord erasure) implements TimelineRecord {
        @Override
        public RecordType type() {
            return RecordType.ERASURE;
        }
    }

    /** A run pins its view here. */
    record Barrier(BarrierRecord barrier) implements TimelineRecord {
        @Override
        public RecordType type() {
            return RecordType.BARRIER;
        }
    }
}
