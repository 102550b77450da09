package dev.lodestar.testkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.datagen.GenerationRequest;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.cohort.RetentionAnalysis;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.timeline.TimelineView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class EngineOnGeneratedDataTest {

    private static final GenerationRequest REQUEST = new GenerationRequest(
            2_000, 30_000, 42, LocalDate.of(2025, 5, 1), LocalDate.of(2026, 5, 1), ZoneId.of("Europe/Zurich"));

    private GeneratedHistory history;
    private Facts facts;

    @BeforeAll
    void generate(@TempDir Path directory) throws IOException {
        history = GeneratedHistory.of(REQUEST);
        facts = history.facts(history.acquisition(directory));
    }

    @ParameterizedTest
    @EnumSource
    void engine_and_oracle_agree_on_generated_users(Agreement agreement) {
        agreement.check(engine(12).context(), Slice.of(facts, Scope.EVERYTHING));
    }

    @Test
    void taking_everything_in_twice_changes_nothing() {
        EngineOnHistory engine = engine(3);
        long events = events(engine);

        engine.take(history.changes());

        assertThat(events(engine))
                .isEqualTo(events)
                .isEqualTo(Slice.of(facts, Scope.EVERYTHING).users().stream()
                        .mapToLong(user -> user.events().size())
                        .sum());
    }

    @Test
    void the_matrix_is_the_same_however_the_users_are_spread() {
        Object one = cohorts(engine(1));

        assertThat(cohorts(engine(3))).isEqualTo(one);
        assertThat(cohorts(engine(12))).isEqualTo(one);
    }

    private static Object cohorts(EngineOnHistory engine) {
        return new RetentionAnalysis(engine.context())
                .analyse(Scope.EVERYTHING, CalendarPeriod.WEEKLY, RetentionMode.ON)
                .cohorts();
    }

    private EngineOnHistory engine(int partitions) {
        EngineOnHistory engine = new EngineOnHistory(REQUEST.zone(), REQUEST.to(), partitions);
        engine.take(history.changes());
        return engine;
    }

    private static long events(EngineOnHistory engine) {
        return engine.views().stream().mapToLong(TimelineView::eventCount).sum();
    }
}
