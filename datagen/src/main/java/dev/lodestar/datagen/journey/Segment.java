package dev.lodestar.datagen.journey;

import java.util.Locale;

/** The kind of customer, and what it does to a journey. Logits are added to those of {@link Channel}. */
public enum Segment {
    INDIVIDUAL(0.42, -0.25, -1.30, -2.60, 40, 1),
    STARTUP(0.26, 0.15, -0.20, -1.70, 75, 4),
    SMB(0.20, 0.05, 0.10, -1.40, 100, 7),
    ENTERPRISE(0.12, -0.10, 0.60, -0.80, 180, 20);

    private final String wireName = name().toLowerCase(Locale.ROOT);
    private final double share;
    private final double activationLogit;
    private final double collaborationLogit;
    private final double paymentLogit;
    private final double meanLifeDays;
    private final int meanSeats;

    Segment(
            double share,
            double activationLogit,
            double collaborationLogit,
            double paymentLogit,
            double meanLifeDays,
            int meanSeats) {
        this.share = share;
        this.activationLogit = activationLogit;
        this.collaborationLogit = collaborationLogit;
        this.paymentLogit = paymentLogit;
        this.meanLifeDays = meanLifeDays;
        this.meanSeats = meanSeats;
    }

    /** The name in the files. */
    public String wireName() {
        return wireName;
    }

    /** Share of the signups. */
    public double share() {
        return share;
    }

    /** Added to the log-odds of activating. */
    public double activationLogit() {
        return activationLogit;
    }

    /** Added to the log-odds of wanting to collaborate, once activated. */
    public double collaborationLogit() {
        return collaborationLogit;
    }

    /** Added to the log-odds of wanting to pay, once activated. */
    public double paymentLogit() {
        return paymentLogit;
    }

    /** Mean days from activation until an activated user of median loyalty leaves. */
    public double meanLifeDays() {
        return meanLifeDays;
    }

    /** Mean seats of a new subscription. */
    public int meanSeats() {
        return meanSeats;
    }
}
