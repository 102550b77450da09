package dev.lodestar.datagen.journey;

import static dev.lodestar.datagen.journey.Milestones.NEVER;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All users there could be under a seed; each can be drawn alone, by its index, at the cost of its own events.
 *
 * <p>Signups follow the calendar's growth: user {@code i} of {@code n} signs up where the share {@code (i + u) / n} of all
 * signups is reached, u uniform, so that the curve is smooth up to the last day. Collaborators share a workspace with the
 * others among {@value #WORKSPACE_NEIGHBOURS} users who signed up one after another; everyone else has their own.
 */
public final class Population {

    private static final int WORKSPACE_NEIGHBOURS = 8;
    private static final long MAX_MILLIS_BETWEEN_INVITES = 90_000;
    private static final double VISITORS_SIGMA = 0.12;
    private static final double PRICE_SIGMA = 0.08;
    private static final double CENTS = 100;

    private final long users;
    private final long seed;
    private final ProductCalendar calendar;
    private final Billing billing;
    private final Visits visits;

    /**
     * @param users     how many sign up over the calendar
     * @param intensity how busy they are; see {@link Calibration}
     */
    public Population(long users, long seed, ProductCalendar calendar, ZoneId zone, double intensity) {
        this.users = users;
        this.seed = seed;
        this.calendar = calendar;
        this.billing = new Billing(zone, calendar.end());
        this.visits = new Visits(calendar, intensity);
    }

    /** The user with the index, 0-based. */
    public SyntheticUser user(long index) {
        Dice dice = Dice.of(seed, index);
        Traits traits = Traits.draw(dice);
        int day = calendar.signupDay((index + dice.uniform()) / users);
        Milestones milestones = Milestones.draw(dice, traits, calendar.instant(day, dice.uniform()));
        String workspace = milestones.collaboratesFrom() < calendar.end()
                ? "team-" + (index / WORKSPACE_NEIGHBOURS + 1)
                : "own-" + (index + 1);

        List<SyntheticEvent> events = new ArrayList<>();
        events.add(new SyntheticEvent(milestones.signupAt(), EventType.SIGNUP, null, 0));
        addTurns(dice, milestones, workspace, events);
        Plan plan = billing.bill(dice, traits, milestones, workspace, events);
        visits.visit(dice, milestones, workspace, events);

        events.removeIf(event -> event.at() >= calendar.end());
        events.sort(Comparator.comparingLong(SyntheticEvent::at));
        return new SyntheticUser(
                index, milestones.signupAt(), traits, plan, milestones.goneBy(calendar.end()), List.copyOf(events));
    }

    private static void addTurns(Dice dice, Milestones milestones, String workspace, List<SyntheticEvent> events) {
        if (milestones.activatedAt() != NEVER) {
            events.add(new SyntheticEvent(milestones.activatedAt(), EventType.PAGE_CREATED, workspace, 0));
        }
        long sharedAt = milestones.collaboratesFrom();
        if (sharedAt != NEVER) {
            long invitedAt = sharedAt + 1_000 + (long) (dice.uniform() * MAX_MILLIS_BETWEEN_INVITES);
            events.add(new SyntheticEvent(sharedAt, EventType.WORKSPACE_SHARED, workspace, 0));
            events.add(new SyntheticEvent(invitedAt, EventType.USER_INVITED, workspace, 0));
        }
    }

    /** Visitors of a channel on a day, of whom {@code signups} signed up. */
    public long visitors(Channel channel, int day, long signups) {
        double expectedSignups = users * channel.share() * calendar.signupShare(day);
        double expectedOthers = expectedSignups * (1 / channel.signupRate() - 1);
        Dice dice = acquisitionDice(channel, day);
        return signups + (long) (expectedOthers * dice.logNormal(VISITORS_SIGMA) + dice.uniform());
    }

    /** What a channel's visitors of a day cost, in US cents. */
    public long spendCents(Channel channel, int day, long visitors) {
        double price = channel.costPerVisitor() * acquisitionDice(channel, day).logNormal(PRICE_SIGMA);
        return StrictMath.round(visitors * price * CENTS);
    }

    private Dice acquisitionDice(Channel channel, int day) {
        return Dice.of(~seed, (long) day * Channel.values().length + channel.ordinal());
    }
}
