package dev.lodestar.host.shard;

import dev.lodestar.contracts.timeline.EventRecord;
import dev.lodestar.contracts.timeline.ProfileRecord;
import dev.lodestar.contracts.wire.TimelineCodec;
import dev.lodestar.contracts.wire.TimelineRecord;
import dev.lodestar.contracts.wire.UserKey;
import dev.lodestar.engine.timeline.EventArrived;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.ProfileChanged;
import dev.lodestar.engine.timeline.PropertyValue;
import dev.lodestar.engine.timeline.RunBarrier;
import dev.lodestar.engine.timeline.TimelineChange;
import dev.lodestar.engine.timeline.UserErased;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns records of the log into changes of timelines. */
final class Changes {
    private final EventPlan plan;

    Changes(EventPlan plan) {
        this.plan = plan;
    }

    /** Throws {@link dev.lodestar.contracts.wire.UnreadableRecordException} when the record does not follow the contract. */
    TimelineChange of(LogRecord record) {
        return switch (TimelineCodec.decode(record.type(), record.key(), record.value())) {
            case TimelineRecord.Event event -> event(event.user(), event.event());
            case TimelineRecord.Profile profile -> profile(profile.user(), profile.profile());
            case TimelineRecord.Erasure erasure -> new UserErased(erasure.user().pseudonym());
            case TimelineRecord.Barrier barrier ->
                new RunBarrier(barrier.barrier().getRunId(), record.writtenAtMillis());
        };
    }

    private EventArrived event(UserKey user, EventRecord event) {
        return new EventArrived(
                user.pseudonym(),
                event.getEventId(),
                event.getEventType(),
                event.getEventTimeMillis(),
                event.getReceivedAtMillis(),
                event.getBodyHash(),
                properties(event));
    }

    private Map<String, PropertyValue> properties(EventRecord event) {
        if (event.getPropertiesCount() == 0) {
            return Map.of();
        }
        Map<String, PropertyValue> values = new HashMap<>();
        for (EventPlan.Property property : plan.properties()) {
            PropertyValue value = value(event.getPropertiesMap().get(property.name()));
            if (value != null) {
                values.put(property.name(), value);
            }
        }
        return values;
    }

    private static ProfileChanged profile(UserKey user, ProfileRecord profile) {
        return new ProfileChanged(
                user.pseudonym(),
                profile.getSignupAtMillis(),
                profile.getUpdatedAtMillis(),
                profile.getReceivedAtMillis(),
                profile.getAttributesMap());
    }

    private static @Nullable PropertyValue value(dev.lodestar.contracts.timeline.@Nullable PropertyValue value) {
        return value == null
                ? null
                : switch (value.getValueCase()) {
                    case TEXT -> new PropertyValue.Text(value.getText());
                    case NUMBER -> new PropertyValue.Number(value.getNumber());
                    case FLAG -> new PropertyValue.Flag(value.getFlag());
                    case VALUE_NOT_SET -> null;
                };
    }
}
