package dev.lodestar.datagen.truth;

import dev.lodestar.datagen.journey.Effects;
import dev.lodestar.datagen.journey.EventType;
import dev.lodestar.datagen.journey.SyntheticEvent;
import dev.lodestar.datagen.journey.SyntheticUser;
import java.util.EnumSet;
import java.util.Set;

/** Adds up the outcome of a group of users, one by one. */
final class Tally {

    private static final long MILLIS_OF_14_DAYS = 14L * 24 * 3_600_000;
    private static final double CENTS = 100;
    private static final Set<EventType> COLLABORATION =
            EnumSet.of(EventType.WORKSPACE_SHARED, EventType.USER_INVITED, EventType.COLLABORATIVE_EDIT);

    private long users;
    private long activated;
    private long activatedWithin14Days;
    private long collaborated;
    private long paid;
    private long churned;
    private long events;
    private long cents;
    private double trueActivations;

    void add(SyntheticUser user) {
        boolean collaborates = false;
        boolean pays = false;
        long activatedAt = Long.MAX_VALUE;
        for (SyntheticEvent event : user.events()) {
            if (event.type() == EventType.PAGE_CREATED) {
                activatedAt = Math.min(activatedAt, event.at());
            }
            collaborates |= COLLABORATION.contains(event.type());
            pays |= event.type() == EventType.UPGRADED_TO_PAID;
            cents += event.cents();
        }
        users++;
        events += user.events().size();
        trueActivations += Effects.activationRate(user.traits());
        activated += count(activatedAt != Long.MAX_VALUE);
        activatedWithin14Days += count(activatedAt - user.signupAt() <= MILLIS_OF_14_DAYS);
        collaborated += count(collaborates);
        paid += count(pays);
        churned += count(user.churned());
    }

    Outcome outcome() {
        return new Outcome(
                users,
                activated,
                activatedWithin14Days,
                collaborated,
                paid,
                churned,
                events,
                cents / CENTS,
                rate(trueActivations, users),
                rate(activated, users),
                rate(collaborated, activated),
                rate(paid, users));
    }

    private static double rate(double part, long whole) {
        return whole == 0 ? 0 : part / whole;
    }

    private static int count(boolean yes) {
        return yes ? 1 : 0;
    }
}
