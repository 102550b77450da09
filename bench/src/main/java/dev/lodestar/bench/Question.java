package dev.lodestar.bench;

import dev.lodestar.datagen.journey.Segment;
import dev.lodestar.engine.activation.ActivationTimes;
import dev.lodestar.engine.query.ActivationQuery;
import dev.lodestar.engine.query.DayNQuery;
import dev.lodestar.engine.query.FeatureQuery;
import dev.lodestar.engine.query.FeatureQuery.Classes;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.FunnelQuery;
import dev.lodestar.engine.query.FunnelThresholds;
import dev.lodestar.engine.query.Histogram;
import dev.lodestar.engine.query.PowerUserQuery;
import dev.lodestar.engine.query.RetentionDefinition;
import dev.lodestar.engine.query.RetentionGroupsQuery;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.query.RetentionQuery;
import dev.lodestar.engine.query.Shards;
import dev.lodestar.engine.query.StepFunnelQuery;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.query.TimelineQuery;
import dev.lodestar.engine.query.TrailingActivityQuery;
import dev.lodestar.engine.statistics.KaplanMeier;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.DayRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What a dashboard asks, and two questions of the kind that analysts make up. Each is put to the engine, in one or several rounds, and to SQL. */
@SuppressWarnings("ImmutableEnumChecker") // functions without state
public enum Question {
    SERIES(
            "DAU, WAU, MAU",
            each(new TrailingActivityQuery(range(), Filters.EVERYBODY)),
            tallies -> new Answer().withRows(tallies.getFirst().sums())),

    FUNNEL(
            "growth funnel by segment",
            each(new FunnelQuery(range(), FunnelThresholds.STANDARD, Question.SEGMENT, Filters.EVERYBODY)),
            tallies -> new Answer().withRows(tallies.getFirst().sums())),

    STEP_FUNNEL("five steps in 14 days by segment", each(stepFunnel()), Question::stepsAnswer),

    RETENTION(
            "monthly retention",
            each(RetentionQuery.of(CalendarPeriod.MONTHLY, RetentionMode.ON, range(), Filters.EVERYBODY)),
            tallies -> new Answer().withRows(cohorts(tallies.getFirst(), 0, ""))),

    WEEKLY_RETENTION("weekly retention by segment", Question::weeklyRetention, Question::bySegment),

    FEATURES("feature adoption", Question::features, Question::featuresAnswer),

    POWER_USERS(
            "power users",
            each(new PowerUserQuery(range().to(), 28, Filters.EVERYBODY)),
            tallies -> new Answer().withRows(tallies.getFirst().sums())),

    DAY_N(
            "Day-N",
            each(new DayNQuery(range(), List.of(1, 7, 14, 30, 60, 90), Filters.EVERYBODY)),
            tallies -> new Answer().withRows(tallies.getFirst().sums())),

    ACTIVATION("activation", Question::activation, Question::activationAnswer);

    private static final String SEGMENT = "segment";
    private static final List<Double> QUANTILES = List.of(0.5, 0.9);

    private final String title;
    private final Function<Shards, List<Tally>> rounds;
    private final Function<List<Tally>, Answer> reader;

    Question(String title, Function<Shards, List<Tally>> rounds, Function<List<Tally>, Answer> reader) {
        this.title = title;
        this.rounds = rounds;
        this.reader = reader;
    }

    private static DayRange range() {
        return BenchData.RANGE;
    }

    String title() {
        return title;
    }

    /** The figures that everybody looks at: all but the questions that an analyst makes up. */
    static List<Question> ofDashboard() {
        return Arrays.stream(values())
                .filter(question -> question != STEP_FUNNEL && question != WEEKLY_RETENTION)
                .toList();
    }

    /** The file of the same question in SQL. */
    String sqlFile() {
        return name().toLowerCase(Locale.ROOT) + ".sql";
    }

    /** What the engine says, one tally a round. */
    List<Tally> ask(Shards shards) {
        return rounds.apply(shards);
    }

    /** The figures of {@link #ask}. */
    Answer read(List<Tally> tallies) {
        return reader.apply(tallies);
    }

    private static Function<Shards, List<Tally>> each(TimelineQuery... queries) {
        return shards -> Arrays.stream(queries)
                .map(query -> shards.gather(query).tally())
                .toList();
    }

    /** Two rounds, as the analysis does it: how large the groups are, then the cohorts of each. */
    private static List<Tally> weeklyRetention(Shards shards) {
        RetentionDefinition definition = RetentionDefinition.of(CalendarPeriod.WEEKLY, RetentionMode.ON)
                .by(SEGMENT, RetentionDefinition.DEFAULT_GROUPS);
        Tally sizes = shards.gather(new RetentionGroupsQuery(definition, range(), Filters.EVERYBODY))
                .tally();
        return List.of(
                sizes,
                shards.gather(new RetentionQuery(
                                definition, range(), List.copyOf(sizes.sums().keySet()), Filters.EVERYBODY))
                        .tally());
    }

    private static List<String> steps() {
        return List.of("page_created", "content_edited", "page_viewed", "search_performed", "workspace_shared");
    }

    private static StepFunnelQuery stepFunnel() {
        FunnelDefinition definition = new FunnelDefinition(
                steps().stream().map(FunnelDefinition.Step::of).toList(),
                FunnelDefinition.Order.ORDERED,
                FunnelDefinition.DEFAULT_WINDOW_MILLIS,
                FunnelDefinition.Entry.BEST,
                FunnelDefinition.Ties.FAVOURABLE,
                0,
                List.of(),
                new FunnelDefinition.Breakdown(FunnelDefinition.BreakdownKind.ATTRIBUTE, SEGMENT),
                null);
        return new StepFunnelQuery(definition, range(), range().to(), List.of(), List.of(), Filters.EVERYBODY);
    }

    /** The users at each step; the engine's times to convert have no counterpart in the SQL. */
    private static Answer stepsAnswer(List<Tally> tallies) {
        Answer answer = new Answer();
        int steps = steps().size();
        for (Segment segment : Segment.values()) {
            String name = segment.wireName();
            long[] row = tallies.getFirst().row(StepFunnelQuery.usersOf(name), steps);
            answer.with(name, Arrays.copyOf(row, steps));
        }
        return answer;
    }

    private static Answer bySegment(List<Tally> tallies) {
        Answer answer = new Answer();
        int group = 0;
        for (String segment : tallies.getFirst().sums().keySet()) {
            answer.withRows(cohorts(tallies.getLast(), group++, segment + "|"));
        }
        return answer;
    }

    /** The rows of a group, named by their cohorts. */
    private static Map<String, long[]> cohorts(Tally tally, int group, String before) {
        Map<String, long[]> rows = new TreeMap<>();
        tally.sums().forEach((name, row) -> {
            String[] place = name.split("/", -1);
            if (Integer.parseInt(place[0]) == group) {
                rows.put(before + place[1], row);
            }
        });
        return rows;
    }

    /** Two rounds, as the analysis does it: the class of each median, then the times in it. */
    private static List<Tally> features(Shards shards) {
        Tally byClass = shards.gather(new FeatureQuery(range(), Filters.EVERYBODY, List.of()))
                .tally();
        List<Classes> middle = new ArrayList<>();
        for (int feature = 0; feature < BenchData.FEATURES; feature++) {
            Histogram classes = byClass.histogram(FeatureQuery.firstUseOf(feature));
            long number = classes.ranked((classes.total() - 1) / 2);
            middle.add(new Classes(number, number));
        }
        return List.of(
                byClass,
                shards.gather(new FeatureQuery(range(), Filters.EVERYBODY, middle))
                        .tally());
    }

    private static Answer featuresAnswer(List<Tally> rounds) {
        Tally byClass = rounds.getFirst();
        Answer answer = new Answer();
        for (String row :
                List.of(FeatureQuery.ACTIVE, FeatureQuery.ELIGIBLE, FeatureQuery.ADOPTERS, FeatureQuery.USES)) {
            answer.with(row, byClass.row(row, 1));
        }
        for (int feature = 0; feature < BenchData.FEATURES; feature++) {
            Histogram classes = byClass.histogram(FeatureQuery.firstUseOf(feature));
            long rank = (classes.total() - 1) / 2;
            long below = classes.countBelow(classes.ranked(rank));
            Histogram exact = rounds.getLast().histogram(FeatureQuery.firstUseOf(feature));
            answer.with("median", feature, exact.ranked(rank - below));
        }
        return answer;
    }

    /** In rounds, as the analysis does it: the classes of times, then what matters to the quantiles more exactly, and the curve through them. */
    private static List<Tally> activation(Shards shards) {
        Tally classes = shards.gather(new ActivationQuery(range().to(), List.of(1, 7, 14, 30), Filters.EVERYBODY))
                .tally();
        KaplanMeier curve = ActivationTimes.of(classes, QUANTILES)
                .curve(query -> shards.gather(query).tally(), range().to(), Filters.EVERYBODY)
                .orElseThrow();
        long[] quantiles = QUANTILES.stream()
                .mapToLong(quantile -> curve.quantile(quantile).orElse(0))
                .toArray();
        return List.of(classes, Tally.ofSums(Map.of("quantile", quantiles)));
    }

    private static Answer activationAnswer(List<Tally> rounds) {
        return new Answer()
                .withRows(rounds.getFirst().sums())
                .withRows(rounds.getLast().sums());
    }
}
