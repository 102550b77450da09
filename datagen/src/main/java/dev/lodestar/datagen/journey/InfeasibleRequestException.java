package dev.lodestar.datagen.journey;

/** So many users cannot make so few, or so many, events; the message says what they could. */
public final class InfeasibleRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private InfeasibleRequestException(String message) {
        super(message);
    }

    static InfeasibleRequestException outside(long users, long events, long lowest, long highest) {
        return new InfeasibleRequestException(
                "%d users cannot make %d events over this range: between about %d and %d are possible."
                        .formatted(users, events, lowest, highest));
    }

    static InfeasibleRequestException tooFew(long users, long events, long nearest) {
        return new InfeasibleRequestException(
                "%d users are too few to come within 5 %% of %d events: the nearest is %d. Ask for more users or another number of events."
                        .formatted(users, events, nearest));
    }
}
