package dev.lodestar.growth.lever;

import dev.lodestar.growth.lever.domain.Confidence;
import dev.lodestar.growth.lever.domain.Lever;
import dev.lodestar.growth.lever.domain.Lift;
import dev.lodestar.growth.lever.domain.Stage;
import dev.lodestar.kit.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole of a lever.
 *
 * @param expectedLift most likely relative lift of the stage's conversion (of the visitors, for awareness)
 * @param liftLow lowest lift; by the confidence when not given
 * @param liftHigh highest lift; by the confidence when not given
 * @param rampMonths 0 when not given
 * @param startMonth 1 when not given
 */
record LeverRequest(
        @Nullable String targetStage,
        @Nullable Double expectedLift,
        @Nullable Double liftLow,
        @Nullable Double liftHigh,
        @Nullable String confidence,
        @Nullable Double cost,
        @Nullable Double effortPersonMonths,
        @Nullable Integer rampMonths,
        @Nullable Integer startMonth) {

    private static final double LEAST_EFFORT = 0.01;

    /** The lever of that name, checked; names the first field at fault. */
    Lever toDomain(String name) {
        if (!Lever.isName(name)) {
            throw ProblemException.invalid("name", name, "snake_case of at most 63 characters");
        }
        Stage stage = Stage.ofWireName(targetStage == null ? "" : targetStage)
                .orElseThrow(() -> ProblemException.invalid("target_stage", targetStage, "one of " + stages()));
        Confidence known = Confidence.ofWireName(confidence == null ? "" : confidence)
                .orElseThrow(() -> ProblemException.invalid("confidence", confidence, "one of " + confidences()));
        return new Lever(
                name,
                stage,
                lift(known),
                known,
                within("cost", cost, 0, Lever.MAX_COST),
                within("effort_person_months", effortPersonMonths, LEAST_EFFORT, Lever.MAX_EFFORT_PERSON_MONTHS),
                month("ramp_months", rampMonths, 0),
                month("start_month", startMonth, 1));
    }

    private Lift lift(Confidence known) {
        double mode = within("expected_lift", expectedLift, 0, Lift.MAX_MODE);
        double low = liftLow == null
                ? known.lowMultiple() * mode
                : within("lift_low", liftLow, Math.max(-0.99, mode * (1 - Lift.MAX_SPREAD)), mode);
        double high = liftHigh == null
                ? known.highMultiple() * mode
                : within("lift_high", liftHigh, mode, mode * (1 + Lift.MAX_SPREAD));
        if (low <= -1) {
            throw ProblemException.invalid(
                    "lift_low", null, "a bound above -1, since the confidence sets it to " + low);
        }
        return mode == 0 ? new Lift(0, 1, 1) : new Lift(mode, multiple(low, mode), multiple(high, mode));
    }

    /** A bound in modes; what was allowed stays so where the quotient of a bound at the limit is rounded past it. */
    private static double multiple(double bound, double mode) {
        return Math.clamp(bound / mode, 1 - Lift.MAX_SPREAD, 1 + Lift.MAX_SPREAD);
    }

    private static double within(String field, @Nullable Double value, double min, double max) {
        if (value == null || !(value >= min && value <= max)) {
            throw ProblemException.invalid(field, value, "a number in [" + min + ", " + max + "]");
        }
        return value;
    }

    /** A month; the least one when not given. */
    private static int month(String field, @Nullable Integer value, int min) {
        int month = value == null ? min : value;
        if (month < min || month > Lever.MAX_MONTH) {
            throw ProblemException.invalid(field, value, "a whole number in [" + min + ", " + Lever.MAX_MONTH + "]");
        }
        return month;
    }

    private static List<String> stages() {
        return Arrays.stream(Stage.values()).map(Stage::wireName).toList();
    }

    private static List<String> confidences() {
        return Arrays.stream(Confidence.values()).map(Confidence::wireName).toList();
    }
}
