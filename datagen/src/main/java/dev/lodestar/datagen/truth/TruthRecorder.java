package dev.lodestar.datagen.truth;

import dev.lodestar.datagen.journey.Channel;
import dev.lodestar.datagen.journey.EventType;
import dev.lodestar.datagen.journey.ProductCalendar;
import dev.lodestar.datagen.journey.Segment;
import dev.lodestar.datagen.journey.SyntheticEvent;
import dev.lodestar.datagen.journey.SyntheticUser;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Watches the users as they are written; its size depends on the days of the range alone. */
public final class TruthRecorder {

    private final ProductCalendar calendar;
    private final Tally total = new Tally();
    private final Map<Segment, Tally> bySegment = new EnumMap<>(Segment.class);
    private final Map<Channel, Tally> byChannel = new EnumMap<>(Channel.class);
    private final long[] byEventType = new long[EventType.values().length];
    private final long[][] signups;

    public TruthRecorder(ProductCalendar calendar) {
        this.calendar = calendar;
        this.signups = new long[Channel.values().length][calendar.days()];
        for (Segment segment : Segment.values()) {
            bySegment.put(segment, new Tally());
        }
        for (Channel channel : Channel.values()) {
            byChannel.put(channel, new Tally());
        }
    }

    /** Takes a user into account. */
    public void add(SyntheticUser user) {
        total.add(user);
        bySegment.computeIfAbsent(user.traits().segment(), _ -> new Tally()).add(user);
        byChannel.computeIfAbsent(user.traits().channel(), _ -> new Tally()).add(user);
        for (SyntheticEvent event : user.events()) {
            byEventType[event.type().ordinal()]++;
        }
        signups[user.traits().channel().ordinal()][calendar.dayOf(user.signupAt())]++;
    }

    /** Signups of the channel on the day so far. */
    public long signups(Channel channel, int day) {
        return signups[channel.ordinal()][day];
    }

    /** Everybody so far. */
    public Outcome total() {
        return total.outcome();
    }

    /** Everybody so far, by segment. */
    public Map<String, Outcome> bySegment() {
        return named(bySegment, Segment::wireName);
    }

    /** Everybody so far, by channel. */
    public Map<String, Outcome> byChannel() {
        return named(byChannel, Channel::wireName);
    }

    /** Events so far, by type. */
    public Map<String, Long> byEventType() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (EventType type : EventType.values()) {
            counts.put(type.wireName(), byEventType[type.ordinal()]);
        }
        return counts;
    }

    private static <K> Map<String, Outcome> named(Map<K, Tally> tallies, Function<K, String> name) {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        tallies.forEach((key, tally) -> outcomes.put(name.apply(key), tally.outcome()));
        return outcomes;
    }
}
