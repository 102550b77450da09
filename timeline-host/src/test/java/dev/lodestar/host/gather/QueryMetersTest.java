package dev.lodestar.host.gather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.engine.query.ExtentQuery;
import dev.lodestar.engine.query.RetentionGroupsQuery;
import dev.lodestar.engine.query.StepFunnelQuery;
import dev.lodestar.engine.query.TimelineQuery;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final QueryMeters meters = new QueryMeters(registry);

    @Test
    void aQuestionIsCountedUnderItsKindWhetherItIsAnsweredOrNot() {
        assertThat(meters.timed(new ExtentQuery(), () -> 7)).isEqualTo(7);
        assertThatThrownBy(() -> meters.timed(new ExtentQuery(), () -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(registry.get("lodestar.query").tag("query", "extent").timer().count())
                .isEqualTo(2);
    }

    @Test
    void kindsAreNamedAfterTheirRecords() {
        assertThat(QueryMeters.wireName(StepFunnelQuery.class)).isEqualTo("step_funnel");
        assertThat(QueryMeters.wireName(RetentionGroupsQuery.class)).isEqualTo("retention_groups");
    }

    @Test
    void everyKindHasANameOfItsOwn() {
        List<String> names = Arrays.stream(TimelineQuery.class.getPermittedSubclasses())
                .map(QueryMeters::wireName)
                .toList();

        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z]+(_[a-z]+)*"));
    }
}
