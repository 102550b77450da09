package dev.lodestar.growth.assumption.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssumptionsTest {

    @ParameterizedTest
    @CsvSource({
        "TOTAL_USERS, 30000000",
        "MONTHLY_ACTIVE_USERS, 10000000",
        "MONTHLY_GROWTH, 0.10",
        "GROWTH_HALF_LIFE, 12",
        "ARPU_YEARLY, 96",
        "ARPPU_MONTHLY, 8",
        "GROSS_MARGIN, 0.8",
        "DISCOUNT_RATE, 0.10",
        "RATE_SIGNUP, 0.15",
        "RATE_ACTIVATION, 0.60",
        "RATE_ENGAGEMENT, 0.45",
        "RATE_HABIT_FORMATION, 0.35",
        "RATE_COLLABORATION, 0.50",
        "RATE_MONETIZATION, 0.25"
    })
    void the_defaults_are_those_of_the_definitions(AssumptionName name, double value) {
        assertThat(Assumptions.defaults().value(name)).isEqualTo(value);
        assertThat(Assumptions.defaults().figure(name).detail()).isEqualTo("Lodestar default");
    }

    @ParameterizedTest
    @CsvSource({"2024-12-31, 0.8", "2025-01-01, 0.7", "2025-12-31, 0.7", "2026-01-01, 0.6"})
    void the_newest_version_that_has_begun_is_in_force(LocalDate day, double value) {
        List<AssumptionVersion> versions = List.of(margin("2026-01-01", 0.6), margin("2025-01-01", 0.7));

        assertThat(Assumptions.inForceOn(day, versions).value(AssumptionName.GROSS_MARGIN))
                .isEqualTo(value);
    }

    @Test
    void what_only_a_project_can_know_has_no_default() {
        assertThat(Assumptions.defaults().version(AssumptionName.CAC)).isEmpty();
    }

    @Test
    void values_outside_their_range_and_nameless_sources_do_not_construct() {
        assertThatThrownBy(() -> margin("2025-01-01", 1.1)).hasMessageContaining("gross_margin must lie in [0.0, 1.0]");
        assertThatThrownBy(() -> margin("2025-01-01", Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new AssumptionVersion(AssumptionName.GROSS_MARGIN, LocalDate.EPOCH, 0.5, " "))
                .hasMessageContaining("source");
    }

    private static AssumptionVersion margin(String validFrom, double value) {
        return new AssumptionVersion(AssumptionName.GROSS_MARGIN, LocalDate.parse(validFrom), value, "books");
    }
}
