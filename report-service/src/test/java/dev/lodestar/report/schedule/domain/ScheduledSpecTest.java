package dev.lodestar.report.schedule.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.report.run.domain.RunSpec;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScheduledSpecTest {
    @Test
    void the_last_days_end_with_the_day_before_and_cross_a_leap_day() {
        RunSpec run = new ScheduledSpec(spec(null), 2).dueOn(LocalDate.parse("2028-03-01"));

        assertThat(run.from()).isEqualTo("2028-02-28");
        assertThat(run.to()).isEqualTo("2028-03-01");
        assertThat(run.segment()).isEqualTo("smb");
        assertThat(run.levers()).containsExactly("viral_sharing");
        assertThat(run.seed()).isEqualTo(7);
    }

    @Test
    void a_fixed_range_and_that_of_the_data_are_the_same_on_any_day() {
        RunSpec fixed = spec(LocalDate.parse("2026-01-01"));

        assertThat(new ScheduledSpec(fixed, null).dueOn(LocalDate.parse("2026-05-01")))
                .isEqualTo(fixed);
        assertThatThrownBy(() -> new ScheduledSpec(fixed, 7)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ScheduledSpec(spec(null), 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static RunSpec spec(@Nullable LocalDate from) {
        return new RunSpec(from, null, "smb", List.of("viral_sharing"), 6, 7);
    }
}
