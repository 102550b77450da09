package dev.lodestar.host.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.query.ExtentQuery;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.TotalsQuery;
import dev.lodestar.engine.time.DayRange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallerSegmentsTest {
    private static final List<String> OWN = List.of("smb", "enterprise");

    @Test
    void a_query_within_the_callers_segments_is_permitted_and_any_wider_one_is_not() {
        assertThat(CallerSegments.staysWithin(OWN, totals(Filters.of(Map.of("segment", "smb")))))
                .isTrue();
        assertThat(CallerSegments.staysWithin(OWN, totals(Filters.of(Map.of("segment", "startup")))))
                .isFalse();
        assertThat(CallerSegments.staysWithin(OWN, totals(Filters.of(Map.of("channel", "seo")))))
                .isFalse();
        assertThat(CallerSegments.staysWithin(OWN, totals(Filters.EVERYBODY))).isFalse();
    }

    @Test
    void the_bounds_of_the_data_are_for_everybody() {
        assertThat(CallerSegments.staysWithin(OWN, new ExtentQuery())).isTrue();
    }

    private static TotalsQuery totals(Filters filters) {
        return new TotalsQuery(new DayRange(0, 10), filters);
    }
}
