package dev.lodestar.growth.projection.domain;

import dev.lodestar.growth.assumption.domain.Figure;
import dev.lodestar.growth.lever.domain.Stage;
import dev.lodestar.growth.observation.domain.StageCount;

/**
 * The conversion of a stage today, with the Beta distribution that says how well it is known.
 *
 * <p>α = successes + ½, β = trials − successes + ½ (Jeffreys). An assumed rate has no counts of its own; it is given
 * as many imagined trials as the caller says.
 *
 * @param successes users that reached the stage
 * @param trials users at the stage before
 */
public record StageRate(Stage stage, Figure figure, double successes, double trials) {

    public StageRate {
        if (!(figure.value() >= 0 && figure.value() <= 1) || successes < 0 || successes > trials) {
            throw new IllegalArgumentException("a rate lies in [0,1]: " + figure.value());
        }
    }

    static StageRate observed(Stage stage, StageCount count) {
        return new StageRate(
                stage,
                Figure.observed(count.rate(), count.reached() + " of " + count.base() + " " + count.of()),
                count.reached(),
                count.base());
    }

    static StageRate assumed(Stage stage, Figure figure, double trials) {
        return new StageRate(stage, figure, figure.value() * trials, trials);
    }

    double rate() {
        return figure.value();
    }

    Beta distribution() {
        return Beta.ofCounts(successes, trials);
    }
}
