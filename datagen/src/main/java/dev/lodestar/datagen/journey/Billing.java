package dev.lodestar.datagen.journey;

import static dev.lodestar.datagen.journey.Milestones.NEVER;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/** Upgrades, monthly invoices whose seats grow and shrink, and cancellations. */
final class Billing {

    private static final double MONTHLY_EXPANSION_RATE = 0.06;
    private static final double MONTHLY_CONTRACTION_RATE = 0.025;
    private static final long MILLIS_TO_FIRST_INVOICE = 45_000;

    private final ZoneId zone;
    private final long end;

    Billing(ZoneId zone, long end) {
        this.zone = zone;
        this.end = end;
    }

    /** Adds the events of all subscriptions and answers the plan at the end of the data. */
    Plan bill(Dice dice, Traits traits, Milestones milestones, String workspace, List<SyntheticEvent> events) {
        Plan plan = subscribe(dice, traits, milestones.paysFrom(), milestones.leavesAt(), workspace, events);
        return milestones.returnsAt() == NEVER || milestones.returnsAt() >= end
                ? plan
                : subscribe(dice, traits, milestones.returnsAt(), milestones.leavesAgainAt(), workspace, events);
    }

    private Plan subscribe(
            Dice dice, Traits traits, long from, long until, String workspace, List<SyntheticEvent> events) {
        if (from >= end) {
            return Plan.FREE;
        }
        Plan plan = Plan.of(traits.segment());
        events.add(new SyntheticEvent(from, EventType.UPGRADED_TO_PAID, workspace, 0));
        ZonedDateTime firstInvoice =
                Instant.ofEpochMilli(from + MILLIS_TO_FIRST_INVOICE).atZone(zone);
        long seats = 1 + (long) dice.exponential(traits.segment().meanSeats() - 1);
        long at = firstInvoice.toInstant().toEpochMilli();
        for (int month = 1; at < Math.min(until, end); month++) {
            events.add(new SyntheticEvent(at, EventType.INVOICE_PAID, workspace, seats * plan.centsPerSeat()));
            seats = nextSeats(dice, seats);
            at = firstInvoice.plusMonths(month).toInstant().toEpochMilli();
        }
        if (until >= end) {
            return plan;
        }
        events.add(new SyntheticEvent(until, EventType.PLAN_CANCELLED, workspace, 0));
        return Plan.FREE;
    }

    private static long nextSeats(Dice dice, long seats) {
        double change = dice.uniform();
        if (change < MONTHLY_EXPANSION_RATE) {
            return seats + 1 + seats / 5;
        }
        return change < MONTHLY_EXPANSION_RATE + MONTHLY_CONTRACTION_RATE ? Math.max(1, seats - 1) : seats;
    }
}
