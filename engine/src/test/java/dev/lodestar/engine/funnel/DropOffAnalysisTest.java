package dev.lodestar.engine.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.engine.statistics.Interval;
import dev.lodestar.engine.statistics.Proportions;
import java.util.List;
import org.junit.jupiter.api.Test;

class DropOffAnalysisTest {
    @Test
    void one_user_who_converted_is_no_standard_for_a_thousand() {
        // Wilson's lower ends: 0.569 of smb, 0.577 of mid, 0.207 of the single user.
        List<GroupLoss> worst = worst(group("smb", 600, 1_000), group("mid", 310, 500), group("(none)", 1, 1));

        assertThat(worst).singleElement().satisfies(loss -> {
            assertThat(loss.value()).isEqualTo("smb");
            assertThat(loss.bestValue()).isEqualTo("mid");
            assertThat(loss.bestRate()).isEqualTo(0.62);
            assertThat(loss.usersLostAgainstBest()).isCloseTo(20, within(1e-9));
        });
    }

    @Test
    void of_groups_that_are_equally_certain_the_larger_is_the_standard() {
        List<GroupLoss> worst =
                worst(group("few", 9, 10, 0.5), group("many", 530, 1_000, 0.5), group("none", 0, 100, 0));

        assertThat(worst).singleElement().satisfies(loss -> {
            assertThat(loss.value()).isEqualTo("none");
            assertThat(loss.bestValue()).isEqualTo("many");
        });
    }

    private static List<GroupLoss> worst(FunnelGroup... groups) {
        return DropOffAnalysis.of(groups[0].stages(), new FunnelBreakdown("segment", List.of(groups)))
                .worst();
    }

    private static FunnelGroup group(String value, long converted, long base) {
        return group(
                value,
                converted,
                base,
                Proportions.wilson(converted, base).map(Interval::low).orElseThrow());
    }

    private static FunnelGroup group(String value, long converted, long base, double low) {
        double rate = (double) converted / base;
        return new FunnelGroup(
                value,
                List.of(
                        new FunnelStageRow("signup", 1, base, null, 1.0, null, null, null, 0L, null),
                        new FunnelStageRow("activation", 2, converted, rate, rate, 1 - rate, low, 1.0, 0L, null)));
    }
}
