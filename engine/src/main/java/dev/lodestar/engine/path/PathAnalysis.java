package dev.lodestar.engine.path;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.Ratio;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.analysis.Vocabulary;
import dev.lodestar.engine.query.PathQuery;
import dev.lodestar.engine.query.PropertyFilter;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.query.TextOrder;
import dev.lodestar.engine.query.VocabularyQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Grows the tree of paths level by level: each round asks how users go on from the branches kept so far, so what travels is bounded by
 * branches and event types, and every number shown is exact.
 */
public final class PathAnalysis {
    private static final int MAX_SEQUENCES = 50;

    private final AnalysisContext context;

    /** An analysis in some surroundings. */
    public PathAnalysis(AnalysisContext context) {
        this.context = context;
    }

    /** A path that is being grown. */
    private static final class Branch {
        private final List<String> path;
        private final long users;
        private final List<Branch> next = new ArrayList<>();
        private @Nullable Long other;
        private @Nullable Long ended;

        Branch(List<String> path, long users) {
            this.path = path;
            this.users = users;
        }

        void grow(Map<String, Long> continuations, int branches) {
            ended = continuations.getOrDefault(PathQuery.END, 0L);
            long others = 0;
            List<Map.Entry<String, Long>> steps = continuations.entrySet().stream()
                    .filter(step -> !step.getKey().equals(PathQuery.END))
                    .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                            .thenComparing(Map.Entry.comparingByKey(TextOrder.BY_CHARACTERS)))
                    .toList();
            for (int i = 0; i < steps.size(); i++) {
                if (i < branches) {
                    List<String> longer = Stream.concat(
                                    path.stream(), Stream.of(steps.get(i).getKey()))
                            .toList();
                    next.add(new Branch(longer, steps.get(i).getValue()));
                } else {
                    others += steps.get(i).getValue();
                }
            }
            other = others;
        }
    }

    /** Refuses a definition that cannot be asked. */
    public void check(Scope scope, PathDefinition definition) {
        scope.requireSomeDays();
        definition.require(vocabulary(new Inquiry(context, scope)));
    }

    private Vocabulary vocabulary(Inquiry inquiry) {
        return Vocabulary.of(context.plan(), inquiry.ask(new VocabularyQuery()));
    }

    /** The tree; a definition that cannot be asked is refused. */
    public PathAnswer analyse(Scope scope, PathDefinition definition) {
        scope.requireSomeDays();
        Inquiry inquiry = new Inquiry(context, scope);
        definition.require(vocabulary(inquiry));
        Tally first = inquiry.ask(query(inquiry, definition, List.of(List.of())));
        long anchored = first.sums().values().stream().mapToLong(row -> row[0]).sum();
        Branch root = new Branch(List.of(), anchored);
        grow(List.of(root), first, definition.branches());
        List<Branch> level = root.next;
        for (int depth = 1; depth < definition.depth() && !level.isEmpty(); depth++) {
            List<List<String>> prefixes =
                    level.stream().map(branch -> branch.path).toList();
            grow(level, inquiry.ask(query(inquiry, definition, prefixes)), definition.branches());
            level = level.stream().flatMap(branch -> branch.next.stream()).toList();
        }
        return new PathAnswer(
                describe(inquiry, definition),
                inquiry.asOf(),
                inquiry.completeness(),
                inquiry.computedAt(),
                anchored,
                steps(root, anchored),
                root.other == null ? 0 : root.other,
                root.ended == null ? 0 : root.ended,
                sequences(root, anchored));
    }

    private static PathQuery query(Inquiry inquiry, PathDefinition definition, List<List<String>> prefixes) {
        return new PathQuery(
                inquiry.range(),
                definition.anchor(),
                definition.direction(),
                definition.window().toMillis(),
                definition.ignored(),
                definition.collapsed(),
                prefixes,
                inquiry.filters());
    }

    private static void grow(List<Branch> level, Tally tally, int branches) {
        List<Map<String, Long>> continuations = Stream.<Map<String, Long>>generate(LinkedHashMap::new)
                .limit(level.size())
                .toList();
        tally.sums().forEach((row, users) -> {
            int slash = row.indexOf('/');
            continuations.get(Integer.parseInt(row.substring(0, slash))).put(row.substring(slash + 1), users[0]);
        });
        for (int i = 0; i < level.size(); i++) {
            level.get(i).grow(continuations.get(i), branches);
        }
    }

    private static List<PathStep> steps(Branch branch, long anchored) {
        return branch.next.stream()
                .map(next -> new PathStep(
                        next.path.getLast(),
                        next.users,
                        Ratio.of(next.users, anchored),
                        Ratio.of(next.users, branch.users),
                        steps(next, anchored),
                        next.other,
                        next.ended))
                .toList();
    }

    private static List<PathAnswer.Sequence> sequences(Branch root, long anchored) {
        List<PathAnswer.Sequence> sequences = new ArrayList<>();
        collect(root, anchored, sequences);
        sequences.sort(Comparator.comparingLong(PathAnswer.Sequence::users)
                .reversed()
                .thenComparing(sequence -> String.join("/", sequence.steps()))
                .thenComparing(PathAnswer.Sequence::ended));
        return sequences.stream().limit(MAX_SEQUENCES).toList();
    }

    private static void collect(Branch branch, long anchored, List<PathAnswer.Sequence> sequences) {
        boolean looked = branch.ended != null;
        long users = branch.ended == null ? branch.users : branch.ended;
        if (users > 0) {
            sequences.add(new PathAnswer.Sequence(branch.path, looked, users, Ratio.of(users, anchored)));
        }
        branch.next.forEach(next -> collect(next, anchored, sequences));
    }

    private static Map<String, @Nullable Object> describe(Inquiry inquiry, PathDefinition paths) {
        Map<String, @Nullable Object> definition = inquiry.definition("paths");
        definition.put(
                "anchor_events",
                paths.anchor().events().isEmpty()
                        ? "any_active"
                        : paths.anchor().events());
        definition.put(
                "anchor_filters",
                paths.anchor().filters().stream().map(PathAnalysis::describe).toList());
        definition.put("direction", paths.direction().wireName());
        definition.put("depth", paths.depth());
        definition.put("branches", paths.branches());
        definition.put("window", paths.window().toString());
        definition.put("ignore", paths.ignored());
        definition.put("collapse_repeats", paths.collapsed());
        return definition;
    }

    private static Map<String, Object> describe(PropertyFilter filter) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("property", filter.property());
        described.put("op", filter.operator().wireName());
        described.put("values", filter.values());
        return described;
    }
}
