package dev.lodestar.datagen.journey;

import static dev.lodestar.datagen.journey.Effects.COLLABORATION_ON_LEAVING_FACTOR;
import static dev.lodestar.datagen.journey.Effects.FAST_ACTIVATION_ON_LIFE_FACTOR;
import static dev.lodestar.datagen.journey.Effects.ONLOOKER_LIFE_DAYS;
import static dev.lodestar.datagen.journey.Effects.PAYMENT_ON_LEAVING_FACTOR;

/**
 * The turns of one life, as instants in milliseconds since the epoch; {@link #NEVER} for those that do not come. A turn may
 * lie after the end of the data: it is then simply not seen.
 *
 * @param signupAt   the start
 * @param activatedAt the first page
 * @param collaboratesFrom the first sharing of a workspace
 * @param paysFrom   the first upgrade
 * @param leavesAt   after it no visit happens, and the plan is cancelled
 * @param returnsAt  a payer who left comes back and pays again
 * @param leavesAgainAt the end of that second life
 */
record Milestones(
        long signupAt,
        long activatedAt,
        long collaboratesFrom,
        long paysFrom,
        long leavesAt,
        long returnsAt,
        long leavesAgainAt) {

    static final long NEVER = Long.MAX_VALUE;

    private static final double MILLIS_PER_HOUR = 3_600_000;
    private static final double HOURS_PER_DAY = 24;
    private static final double FRAILTY_SIGMA = 0.9;
    private static final double FAST_SHARE = 0.46;
    private static final double SAME_DAY_SHARE = 0.34;
    private static final double MEAN_DAYS_TO_COLLABORATION = 10;
    private static final double MEAN_DAYS_TO_PAYMENT = 30;
    private static final double MIN_DAYS_AWAY = 20;
    private static final double MEAN_DAYS_AWAY = 60;
    private static final double MEAN_DAYS_OF_SECOND_LIFE = 90;

    static Milestones draw(Dice dice, Traits traits, long signupAt) {
        if (!dice.chance(Effects.activationRate(traits))) {
            long leavesAt = signupAt + days(dice.exponential(ONLOOKER_LIFE_DAYS));
            return new Milestones(signupAt, NEVER, NEVER, NEVER, leavesAt, NEVER, NEVER);
        }
        double hoursToActivation = hoursToActivation(dice);
        long activatedAt = signupAt + (long) (hoursToActivation * MILLIS_PER_HOUR);
        double meanLife = traits.segment().meanLifeDays()
                * traits.channel().lifeFactor()
                * (hoursToActivation <= 1 ? FAST_ACTIVATION_ON_LIFE_FACTOR : 1)
                * dice.logNormal(FRAILTY_SIGMA);
        boolean wantsToCollaborate = dice.chance(Effects.collaborationRate(traits));
        boolean wantsToPay = dice.chance(Effects.paymentRate(traits, wantsToCollaborate));
        double toCollaboration = dice.exponential(MEAN_DAYS_TO_COLLABORATION);
        double toPayment = dice.exponential(MEAN_DAYS_TO_PAYMENT);
        Milestones wanted = new Milestones(
                signupAt,
                activatedAt,
                wantsToCollaborate ? activatedAt + days(toCollaboration) : NEVER,
                wantsToPay ? activatedAt + days(toPayment) : NEVER,
                NEVER,
                NEVER,
                NEVER);
        return race(wanted, dice.exponential(1), meanLife).withReturn(dice);
    }

    /** Whether the user has left before the instant, and not for a while. */
    boolean goneBy(long at) {
        return leavesAt < at && (returnsAt == NEVER || leavesAgainAt < at);
    }

    private Milestones withReturn(Dice dice) {
        if (paysFrom == NEVER || !dice.chance(Effects.RETURN_AFTER_CANCELLING_RATE)) {
            return this;
        }
        long returnsAt = leavesAt + days(MIN_DAYS_AWAY + dice.exponential(MEAN_DAYS_AWAY));
        long leavesAgainAt = returnsAt + days(dice.exponential(MEAN_DAYS_OF_SECOND_LIFE));
        return new Milestones(signupAt, activatedAt, collaboratesFrom, paysFrom, leavesAt, returnsAt, leavesAgainAt);
    }

    /**
     * Lets leaving compete with what is wanted. Leaving has the hazard 1/meanLife a day, lowered by every turn already
     * taken; it comes when the hazard has added up to {@code patience}, an exponential variable of mean 1. What would
     * come later than that never comes.
     */
    private static Milestones race(Milestones wanted, double patience, double meanLife) {
        long first = Math.min(wanted.collaboratesFrom, wanted.paysFrom);
        long second = Math.max(wanted.collaboratesFrom, wanted.paysFrom);
        double factorAfterFirst = wanted.collaboratesFrom <= wanted.paysFrom
                ? COLLABORATION_ON_LEAVING_FACTOR
                : PAYMENT_ON_LEAVING_FACTOR;
        double factorAfterSecond = COLLABORATION_ON_LEAVING_FACTOR * PAYMENT_ON_LEAVING_FACTOR;

        double left = patience;
        long at = wanted.activatedAt;
        double factor = 1;
        if (first != NEVER && left > hazard(at, first, meanLife, factor)) {
            left -= hazard(at, first, meanLife, factor);
            at = first;
            factor = factorAfterFirst;
            if (second != NEVER && left > hazard(at, second, meanLife, factor)) {
                left -= hazard(at, second, meanLife, factor);
                at = second;
                factor = factorAfterSecond;
            }
        }
        long leavesAt = at + days(left * meanLife / factor);
        return new Milestones(
                wanted.signupAt,
                wanted.activatedAt,
                wanted.collaboratesFrom <= at ? wanted.collaboratesFrom : NEVER,
                wanted.paysFrom <= at ? wanted.paysFrom : NEVER,
                leavesAt,
                NEVER,
                NEVER);
    }

    private static double hazard(long from, long to, double meanLife, double factor) {
        return (to - from) / (MILLIS_PER_HOUR * HOURS_PER_DAY) / meanLife * factor;
    }

    private static double hoursToActivation(Dice dice) {
        double kind = dice.uniform();
        if (kind < FAST_SHARE) {
            return 0.02 + 0.98 * dice.uniform() * dice.uniform();
        }
        if (kind < FAST_SHARE + SAME_DAY_SHARE) {
            return 1 + 23 * dice.uniform() * dice.uniform();
        }
        return HOURS_PER_DAY * (1 + dice.exponential(5));
    }

    static long days(double days) {
        return (long) (days * HOURS_PER_DAY * MILLIS_PER_HOUR);
    }
}
