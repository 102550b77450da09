package dev.lodestar.datagen.journey;

import java.util.Locale;

/** The device of the first visit. */
public enum Device {
    DESKTOP(0.58, 0.15),
    MOBILE(0.33, -0.40),
    TABLET(0.09, -0.10);

    private final String wireName = name().toLowerCase(Locale.ROOT);
    private final double share;
    private final double activationLogit;

    Device(double share, double activationLogit) {
        this.share = share;
        this.activationLogit = activationLogit;
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
}
