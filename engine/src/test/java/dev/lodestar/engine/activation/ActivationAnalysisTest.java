package dev.lodestar.engine.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.fixture.Project;
import dev.lodestar.engine.query.ActivationQuery;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.Shards;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ActivationAnalysisTest {
    private static final String CREATED = "page_created";

    private static Project project() {
        return Project.inUtc()
                .profile("fast", "2024-01-01T10:00", Map.of("segment", "enterprise"))
                .event("fast", CREATED, "2024-01-01T09:59")
                .event("fast", CREATED, "2024-01-01T11:00")
                .profile("normal", "2024-01-01T10:00")
                .event("normal", CREATED, "2024-01-02T10:00")
                .profile("slow", "2024-01-01T10:00")
                .event("slow", CREATED, "2024-01-02T10:00:00.001")
                .profile("never", "2024-01-05T00:00")
                .profile("later", "2024-01-09T00:00")
                .event("never", "page_viewed", "2024-01-08T10:00")
                .event("nobody", CREATED, "2024-01-08T10:00");
    }

    @Test
    void statusesGoByTimeSinceSignupWithTheLimitIncluded() {
        ActivationAnswer answer = new ActivationAnalysis(project().context()).analyse(Scope.EVERYTHING);

        assertThat(answer.totalUsers()).isEqualTo(4);
        assertThat(answer.statuses()).isEqualTo(new ActivationStatuses(1, 1, 1, 1));
    }

    @Test
    void theYoungAreLeftOutOfRates() {
        ActivationAnswer answer = new ActivationAnalysis(project().context()).analyse(Scope.EVERYTHING);

        assertThat(answer.rates()).extracting(ActivationRate::eligibleUsers).containsExactly(4L, 3L, 0L, 0L);
        assertThat(answer.rates()).extracting(ActivationRate::activatedUsers).containsExactly(2L, 3L, 0L, 0L);
        assertThat(answer.rates().get(2).rate()).isNull();
    }

    @Test
    void theMedianIsByKaplanMeier() {
        ActivationAnswer answer = new ActivationAnalysis(project().context()).analyse(Scope.EVERYTHING);

        assertThat(answer.medianHours()).isEqualTo(24.0);
        assertThat(answer.p90Hours()).isNull();
    }

    /** Two users activated after an hour, where {@link #project} has one. */
    private static Project another() {
        return Project.inUtc()
                .profile("one", "2024-01-01T10:00")
                .event("one", CREATED, "2024-01-01T11:00")
                .profile("two", "2024-01-01T10:00")
                .event("two", CREATED, "2024-01-01T11:00");
    }

    /** The project's analysis, whose first rounds, so many times, are answered by a replica that has other data. */
    private static ActivationAnswer withFirstRoundsOfAnother(int times) {
        AnalysisContext context = project().context();
        Shards elsewhere = another().context().shards();
        AtomicInteger left = new AtomicInteger(times);
        Shards shards = query -> query instanceof ActivationQuery && left.getAndDecrement() > 0
                ? elsewhere.gather(query)
                : context.shards().gather(query);
        return new ActivationAnalysis(new AnalysisContext(shards, context.calendar(), context.plan(), context.clock()))
                .analyse(Scope.EVERYTHING);
    }

    @Test
    void roundsThatDoNotFitEachOtherBeginAnew() {
        ActivationAnswer answer = withFirstRoundsOfAnother(1);

        assertThat(answer.statuses()).isEqualTo(new ActivationStatuses(1, 1, 1, 1));
        assertThat(answer.medianHours()).isEqualTo(24.0);
    }

    @Test
    void thereIsNoMedianWhereRoundsNeverFit() {
        assertThat(withFirstRoundsOfAnother(Integer.MAX_VALUE).medianHours()).isNull();
    }

    @Test
    void theEndOfTheRangeHidesWhatComesAfterIt() {
        Scope scope = new Scope(null, LocalDate.parse("2024-01-02"), Filters.EVERYBODY);

        ActivationAnswer answer = new ActivationAnalysis(project().context()).analyse(scope);

        assertThat(answer.statuses()).isEqualTo(new ActivationStatuses(1, 0, 0, 2));
    }

    @Test
    void theListingHoldsTheSameUsers() {
        int to = (int) LocalDate.parse("2024-01-09").toEpochDay();

        ActivationListing.Page page = new ActivationListing(project().view(), to, Filters.EVERYBODY).page(0);

        assertThat(page.next()).isNull();
        assertThat(page.users())
                .contains(
                        new ActivatedUser(Project.user("fast"), "enterprise", null, "fast", 1.0),
                        new ActivatedUser(Project.user("normal"), null, null, "normal", 24.0),
                        new ActivatedUser(Project.user("never"), null, null, "not_activated", null));
        assertThat(page.users()).hasSize(4);
    }
}
