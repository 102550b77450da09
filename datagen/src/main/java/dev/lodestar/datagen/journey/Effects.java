package dev.lodestar.datagen.journey;

/**
 * The effects that do not belong to one attribute. Rates follow from log-odds: {@code 1 / (1 + e^-(base + effects))}.
 */
public final class Effects {

    /** Base log-odds of activating. */
    public static final double ACTIVATION_BASE_LOGIT = 0.30;

    /** Base log-odds of wanting to collaborate, once activated. */
    public static final double COLLABORATION_BASE_LOGIT = 0.35;

    /** Base log-odds of wanting to pay, once activated. */
    public static final double PAYMENT_BASE_LOGIT = 0.30;

    /** Added to the log-odds of wanting to pay for those who want to collaborate. */
    public static final double COLLABORATION_ON_PAYMENT_LOGIT = 1.00;

    /** The daily risk of leaving is multiplied by this once a user has collaborated. */
    public static final double COLLABORATION_ON_LEAVING_FACTOR = 0.50;

    /** The daily risk of leaving is multiplied by this once a user pays. */
    public static final double PAYMENT_ON_LEAVING_FACTOR = 0.55;

    /** The mean life is multiplied by this for users who activated within an hour. */
    public static final double FAST_ACTIVATION_ON_LIFE_FACTOR = 1.40;

    /** Mean days that a user who will not activate keeps looking around. */
    public static final double ONLOOKER_LIFE_DAYS = 4;

    /** Share of those who cancelled a plan who come back and pay again. */
    public static final double RETURN_AFTER_CANCELLING_RATE = 0.12;

    private Effects() {}

    static double rate(double logit) {
        return 1 / (1 + StrictMath.exp(-logit));
    }

    /** The true probability that a user of these traits will activate, given time. */
    public static double activationRate(Traits traits) {
        return rate(ACTIVATION_BASE_LOGIT
                + traits.segment().activationLogit()
                + traits.channel().activationLogit()
                + traits.device().activationLogit());
    }

    static double collaborationRate(Traits traits) {
        return rate(COLLABORATION_BASE_LOGIT + traits.segment().collaborationLogit());
    }

    static double paymentRate(Traits traits, boolean wantsToCollaborate) {
        return rate(PAYMENT_BASE_LOGIT
                + traits.segment().paymentLogit()
                + traits.channel().paymentLogit()
                + (wantsToCollaborate ? COLLABORATION_ON_PAYMENT_LOGIT : 0));
    }
}
