package dev.lodestar.datagen.journey;

import java.util.Locale;

/** Where a user came from, what a visitor of the channel costs, and what the channel does to a journey. */
public enum Channel {
    ORGANIC(0.32, 0.15, 0.00, 0.10, 0.00, 1.10),
    PAID_SEARCH(0.22, 0.13, 0.95, -0.15, 0.10, 0.85),
    SOCIAL(0.14, 0.10, 0.40, -0.45, -0.35, 0.60),
    REFERRAL(0.20, 0.24, 0.15, 0.45, 0.30, 1.45),
    CONTENT(0.12, 0.16, 0.25, 0.05, 0.05, 1.15);

    private final String wireName = name().toLowerCase(Locale.ROOT);
    private final double share;
    private final double signupRate;
    private final double costPerVisitor;
    private final double activationLogit;
    private final double paymentLogit;
    private final double lifeFactor;

    Channel(
            double share,
            double signupRate,
            double costPerVisitor,
            double activationLogit,
            double paymentLogit,
            double lifeFactor) {
        this.share = share;
        this.signupRate = signupRate;
        this.costPerVisitor = costPerVisitor;
        this.activationLogit = activationLogit;
        this.paymentLogit = paymentLogit;
        this.lifeFactor = lifeFactor;
    }

    /** The name in the files. */
    public String wireName() {
        return wireName;
    }

    /** Share of the signups. */
    public double share() {
        return share;
    }

    /** Expected share of the channel's visitors who sign up. */
    public double signupRate() {
        return signupRate;
    }

    /** In US dollars. */
    public double costPerVisitor() {
        return costPerVisitor;
    }

    /** Added to the log-odds of activating. */
    public double activationLogit() {
        return activationLogit;
    }

    /** Added to the log-odds of wanting to pay, once activated. */
    public double paymentLogit() {
        return paymentLogit;
    }

    /** Multiplies the mean life of {@link Segment#meanLifeDays()}. */
    public double lifeFactor() {
        return lifeFactor;
    }
}
