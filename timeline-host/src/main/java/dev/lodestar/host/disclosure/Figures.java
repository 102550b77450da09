package dev.lodestar.host.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.host.disclosure.domain.CountTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one answer as it declares them, and the answer without those that are withheld: null each, with their names in the field
 * {@code suppressed} of the object that they are in. A number that was not declared is withheld too.
 */
public final class Figures {
    /** Stands for a count that the answer does not have, because it was not measured. */
    public static final int NONE = -1;

    /** The field that names what is withheld of an object, and the reason where it has one. */
    static final String SUPPRESSED = "suppressed";

    private static final String REASON = "reason";
    private static final String REASONS = "reasons";
    private static final int[] OPEN = {};
    static final Set<String> ABOUT_THE_ANSWER = Set.of("definition", "as_of", "completeness", "computed_at");

    private final CountTable counts;
    private final Map<ObjectNode, Told> declared = new IdentityHashMap<>();
    private final List<ObjectNode[]> lines = new ArrayList<>();

    /** The same few fields are withheld of very many objects: these share their names. */
    private final Map<List<String>, ArrayNode> names = new HashMap<>();

    private final boolean tooFewUsers;

    /** What some fields of an object tell of, and what was said of the object before. An object has few fields, and an answer may have very many objects. */
    @SuppressWarnings("ArrayRecordComponent") // nobody writes to it
    private record Told(
            List<String> fields, int[] from, @Nullable Told before) {}

    /** @param tooFewUsers whether the whole answer is about few users, so that none of its counts is shown */
    Figures(CountTable counts, boolean tooFewUsers) {
        this.counts = counts;
        this.tooFewUsers = tooFewUsers;
    }

    /** A count of users in a field; {@link #NONE} when that is null or missing. A negative one counts as its amount. */
    public int count(JsonNode row, String field) {
        JsonNode value = row.path(field);
        return value.isNumber() ? count(row, field, Math.abs(value.longValue())) : NONE;
    }

    /** A count of users that a field tells by another figure, such as a share of a known base; {@link #NONE} when that is null or missing. */
    public int count(JsonNode row, String field, long users) {
        if (!row.path(field).isNumber()) {
            return NONE;
        }
        int count = counts.shown(users);
        follows(row, field, count);
        return count;
    }

    /** A count that the answer has nowhere, but that follows from others. */
    public int implied(long users) {
        return counts.implied(users);
    }

    /** A count that is shown elsewhere by the same rules, as in the same answer without a breakdown. */
    public int elsewhere(long users) {
        return counts.shown(users);
    }

    /** Says that a count is the sum of others; nothing where one of them is not measured. */
    public void sum(int total, int... parts) {
        if (total != NONE && IntStream.of(parts).allMatch(part -> part != NONE)) {
            counts.sum(total, parts);
        }
    }

    /** Says that two sums are equal; nothing where a part of them is not measured. */
    public void balance(int[] left, int[] right) {
        if (IntStream.concat(IntStream.of(left), IntStream.of(right)).allMatch(part -> part != NONE)) {
            counts.balance(left, right);
        }
    }

    /** Says that a count is part of another, so that those who are in the one and not in the other are a group as well; the rest, or {@link #NONE}. */
    public int part(int whole, int part) {
        if (whole == NONE || part == NONE) {
            return NONE;
        }
        int rest = counts.implied(counts.users(whole) - counts.users(part));
        counts.sum(whole, part, rest);
        return rest;
    }

    /** Says that a figure tells something of some counts: it is withheld when one of them is. */
    public void follows(JsonNode row, String field, int... from) {
        follow(row, List.of(field), from);
    }

    /** The same of several figures. */
    public void follow(JsonNode row, List<String> fields, int... from) {
        if (row instanceof ObjectNode object) {
            boolean measured = IntStream.of(from).noneMatch(count -> count == NONE);
            int[] counts = measured
                    ? from
                    : IntStream.of(from).filter(count -> count != NONE).toArray();
            declared.merge(
                    object, new Told(fields, counts, null), (before, told) -> new Told(told.fields, told.from, before));
        }
    }

    /** Says that fields are numbers that tell nothing of users. */
    public void open(JsonNode row, String... fields) {
        follow(row, List.of(fields), OPEN);
    }

    /** Takes a row of the CSV: the objects that its cells come from. */
    public void line(JsonNode... objects) {
        lines.add(Arrays.copyOf(objects, objects.length, ObjectNode[].class));
    }

    /** Decides over what was declared so far; what is declared later gives way before it. */
    public void settle() {
        counts.settle();
    }

    /** How many users a count has. */
    public long users(int count) {
        return count == NONE ? 0 : counts.users(count);
    }

    /** Whether counts may be shown, all of them, as far as it has been decided. */
    public boolean isShown(int... some) {
        return IntStream.of(some).noneMatch(count -> count != NONE && (tooFewUsers || counts.isWithheld(count)));
    }

    /** Takes from the answer what is withheld. */
    void apply(ObjectNode answer) {
        clean(answer, true);
    }

    private void clean(JsonNode node, boolean top) {
        if (node instanceof ArrayNode array) {
            array.forEach(element -> clean(element, false));
        } else if (node instanceof ObjectNode object) {
            Told told = declared.get(object);
            List<String> gone = new ArrayList<>();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (top && ABOUT_THE_ANSWER.contains(field.getKey())) {
                    continue;
                }
                JsonNode value = field.getValue();
                if (isGone(field.getKey(), value, told)) {
                    gone.add(field.getKey());
                } else {
                    clean(value, false);
                }
            }
            withhold(object, gone);
        }
    }

    private boolean isGone(String field, JsonNode value, @Nullable Told about) {
        boolean open = false;
        for (Told told = about; told != null; told = told.before) {
            if (told.fields.contains(field)) {
                if (!isShown(told.from)) {
                    return !value.isNull();
                }
                open = true;
            }
        }
        return !open && (value.isNumber() || isNumbers(value));
    }

    private static boolean isNumbers(JsonNode value) {
        return value.isArray() && value.path(0).isNumber();
    }

    private void withhold(ObjectNode object, List<String> fields) {
        if (fields.isEmpty()) {
            return;
        }
        fields.forEach(object::putNull);
        if (object.path(REASON).isNull()) {
            object.put(REASON, SUPPRESSED);
        }
        if (object.path(REASONS) instanceof ObjectNode reasons) {
            fields.forEach(field -> reasons.put(field, SUPPRESSED));
        }
        object.set(SUPPRESSED, names.computeIfAbsent(fields, Figures::texts));
    }

    private static ArrayNode texts(List<String> names) {
        ArrayNode texts = JsonNodeFactory.instance.arrayNode();
        names.forEach(texts::add);
        return texts;
    }

    List<ObjectNode[]> lines() {
        return lines;
    }
}
