package dev.lodestar.metrics.funnel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.engine.funnel.GrowthStage;
import dev.lodestar.host.disclosure.Disclosure;
import dev.lodestar.host.disclosure.Figures;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Users of a stage are at the next one or lost before it, and of the lost some are in progress. What is shown of all users is the same with and without a
 * breakdown, so it is decided first, and groups give way. Visitors are nobody's users.
 */
@ApplicationScoped
class FunnelDisclosure implements Disclosure {
    private static final String STAGES = "stages";
    private static final List<String> RATES = List.of("conversion_from_previous", "drop_off_rate", "ci_low", "ci_high");

    private final GrowthFunnel funnel;
    private final ObjectMapper mapper;

    FunnelDisclosure(GrowthFunnel funnel, ObjectMapper mapper) {
        this.funnel = funnel;
        this.mapper = mapper;
    }

    /**
     * The counts of one funnel, by stage from signup on.
     *
     * @param users users at the stage
     * @param lost users of the stage before who are not at it
     * @param inProgress those of them whose time is not over
     */
    private record Stages(List<Integer> users, List<Integer> lost, List<Integer> inProgress) {
        Stages() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        /** What the loss on the way to a stage tells of. */
        int[] loss(int stage) {
            return stage == 0
                    ? new int[] {users.getFirst()}
                    : new int[] {users.get(stage - 1), users.get(stage), lost.get(stage)};
        }
    }

    @Override
    public void declare(ObjectNode answer, Figures figures, Question question) {
        JsonNode rows = answer.path(STAGES);
        Stages all = stages(rows, figures);
        dropOff(answer.path("drop_off"), all, figures);
        figures.settle();
        JsonNode breakdown = answer.path("breakdown");
        boolean isBroken = breakdown.isObject();
        JsonNode groups = isBroken ? breakdown : bySegment(question);
        Map<String, Stages> byValue = new HashMap<>();
        groups.path("groups").forEach(group -> {
            byValue.put(group.path("value").asText(), stages(group.path(STAGES), figures));
            if (isBroken) {
                group.path(STAGES).forEach(figures::line);
            }
        });
        if (!isBroken) {
            rows.forEach(figures::line);
        }
        together(all, List.copyOf(byValue.values()), figures);
        figures.settle();
        worst(answer.path("drop_off"), byValue, figures);
    }

    /** The groups that the worst losses are of where no breakdown was asked for. */
    private JsonNode bySegment(Question question) {
        return mapper.valueToTree(
                funnel.now(question.context(), question.scope(), "segment").breakdown());
    }

    private static Stages stages(JsonNode rows, Figures figures) {
        Stages stages = new Stages();
        int first = Figures.NONE;
        int before = Figures.NONE;
        for (JsonNode row : rows) {
            figures.open(row, "stage_number");
            if (row.path("stage").asText().equals(GrowthStage.AWARENESS.wireName())) {
                figures.open(row, "users_at_stage", "in_progress");
                continue;
            }
            int users = figures.count(row, "users_at_stage");
            boolean isFirst = stages.users.isEmpty();
            first = isFirst ? users : first;
            int lost = isFirst ? Figures.NONE : figures.part(before, users);
            int inProgress = isFirst || users == Figures.NONE ? Figures.NONE : figures.count(row, "in_progress");
            figures.part(lost, inProgress);
            if (inProgress == Figures.NONE) {
                figures.open(row, "in_progress");
            }
            figures.follow(row, RATES, users, before);
            figures.follows(row, "overall_conversion", users, first);
            stages.users.add(users);
            stages.lost.add(lost);
            stages.inProgress.add(inProgress);
            before = users;
        }
        return stages;
    }

    /** Stage by stage the groups add up to all. */
    private static void together(Stages all, List<Stages> groups, Figures figures) {
        for (int stage = 0; stage < all.users.size(); stage++) {
            int k = stage;
            figures.sum(
                    all.users.get(k),
                    groups.stream().mapToInt(group -> group.users.get(k)).toArray());
            figures.sum(
                    all.lost.get(k),
                    groups.stream().mapToInt(group -> group.lost.get(k)).toArray());
            figures.sum(
                    all.inProgress.get(k),
                    groups.stream().mapToInt(group -> group.inProgress.get(k)).toArray());
        }
    }

    private static void dropOff(JsonNode dropOff, Stages all, Figures figures) {
        int stage = 0;
        for (JsonNode loss : dropOff.path("by_stage")) {
            figures.open(loss, "stage_number");
            figures.follow(
                    loss, List.of("users_lost", "drop_off_rate", "ci_low", "ci_high", "critical"), all.loss(stage++));
        }
        int[] everything = IntStream.concat(
                        all.users.stream().mapToInt(Integer::intValue),
                        all.lost.stream().mapToInt(Integer::intValue))
                .toArray();
        figures.follow(dropOff, List.of("biggest_loss_users", "biggest_loss_rate"), everything);
    }

    /** Only losses whose groups, and the best ones that they are held against, are shown. */
    private static void worst(JsonNode dropOff, Map<String, Stages> groups, Figures figures) {
        if (!(dropOff.path("worst") instanceof ArrayNode losses)) {
            return;
        }
        for (int i = losses.size() - 1; i >= 0; i--) {
            JsonNode loss = losses.path(i);
            int stage = stageOf(loss.path("stage").asText());
            Stages group = groups.getOrDefault(loss.path("value").asText(), new Stages());
            Stages best = groups.getOrDefault(loss.path("best_value").asText(), new Stages());
            if (group.users.isEmpty() || best.users.isEmpty()) {
                losses.remove(i);
            } else if (figures.isShown(group.loss(stage)) && figures.isShown(best.loss(stage))) {
                figures.open(
                        loss,
                        "users_lost",
                        "drop_off_rate",
                        "ci_low",
                        "ci_high",
                        "best_rate",
                        "users_lost_against_best");
            } else {
                losses.remove(i);
            }
        }
    }

    /** From signup on. */
    private static int stageOf(String name) {
        for (GrowthStage stage : GrowthStage.values()) {
            if (stage.wireName().equals(name)) {
                return stage.number() - GrowthStage.SIGNUP.number();
            }
        }
        throw new IllegalStateException("no stage " + name);
    }
}
