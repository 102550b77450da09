package dev.lodestar.datagen.journey;

import java.util.function.DoubleFunction;

/**
 * Finds how busy the users must be so that their events add up to what was asked. The number of events grows with the
 * intensity: it is sought by bisection over an even sample of the users, and the sample's error is then taken out by
 * counting {@value #CHECKED_USERS} users once.
 */
public final class Calibration {

    /** The total may differ from what was asked by this share. */
    public static final double TOLERANCE = 0.05;

    private static final long SAMPLED_USERS = 4_000;
    private static final long CHECKED_USERS = 100_000;
    private static final double MAX_INTENSITY = 20_000;
    private static final double GOOD_ENOUGH = 0.002;
    private static final int MAX_STEPS = 50;

    private final long users;
    private final DoubleFunction<Population> populations;

    /** @param populations the population at an intensity */
    public Calibration(long users, DoubleFunction<Population> populations) {
        this.users = users;
        this.populations = populations;
    }

    /**
     * The intensity at which the users make about {@code events} events.
     *
     * @throws InfeasibleRequestException when no intensity comes within {@link #TOLERANCE}
     */
    public double intensityFor(long events) {
        double lowest = count(0, SAMPLED_USERS);
        double highest = count(MAX_INTENSITY, Math.min(users, SAMPLED_USERS / 100));
        if (events < lowest * (1 - TOLERANCE) || events > highest * (1 + TOLERANCE)) {
            throw InfeasibleRequestException.outside(users, events, (long) Math.ceil(lowest), (long) highest);
        }
        double rough = solve(events);
        if (users > SAMPLED_USERS) {
            return solve(events * count(rough, SAMPLED_USERS) / count(rough, CHECKED_USERS));
        }
        double reached = count(rough, users);
        if (Math.abs(reached - events) > TOLERANCE * events) {
            throw InfeasibleRequestException.tooFew(users, events, (long) reached);
        }
        return rough;
    }

    /** Bisection on the square root, which the events grow about linearly with; keeps the best point seen. */
    private double solve(double events) {
        double low = 0;
        double high = Math.sqrt(MAX_INTENSITY);
        double best = low;
        double bestError = Double.POSITIVE_INFINITY;
        for (int step = 0; step < MAX_STEPS && bestError > GOOD_ENOUGH * events; step++) {
            double middle = step == 0 ? 1 : (low + high) / 2;
            double error = count(middle * middle, SAMPLED_USERS) - events;
            if (Math.abs(error) < bestError) {
                bestError = Math.abs(error);
                best = middle;
            }
            if (error < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return best * best;
    }

    /** Events of all users at the intensity, estimated from at most {@code sample} of them, evenly spread. */
    private double count(double intensity, long sample) {
        Population population = populations.apply(intensity);
        long counted = Math.min(sample, users);
        long events = 0;
        for (long i = 0; i < counted; i++) {
            events += population.user(i * users / counted).events().size();
        }
        return (double) events * users / counted;
    }
}
