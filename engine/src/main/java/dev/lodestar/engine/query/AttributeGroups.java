package dev.lodestar.engine.query;

import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Users by the value of an attribute: numbers for the groups in the codes of one view. */
final class AttributeGroups {
    private final int attribute;
    private final List<String> values;
    private final int[] groupOfCode;

    private AttributeGroups(int attribute, List<String> values, int[] groupOfCode) {
        this.attribute = attribute;
        this.values = values;
        this.groupOfCode = groupOfCode;
    }

    /** A group for each value that the view has seen, {@link Filters#NONE} for its absence; everybody is one group without an attribute. */
    static AttributeGroups ofValues(TimelineView view, @Nullable String attribute) {
        int index = attribute == null ? -1 : view.attributes().indexOf(attribute);
        List<String> values = valuesOf(view, index);
        int[] groups = new int[values.size()];
        for (int code = 0; code < groups.length; code++) {
            groups[code] = code;
        }
        return new AttributeGroups(index, values, groups);
    }

    /** A group for each value given, in their order, and a last one for all others. */
    static AttributeGroups of(TimelineView view, @Nullable String attribute, List<String> given) {
        int index = attribute == null ? -1 : view.attributes().indexOf(attribute);
        List<String> values = valuesOf(view, index);
        int[] groups = new int[values.size()];
        for (int code = 0; code < groups.length; code++) {
            int group = given.indexOf(values.get(code));
            groups[code] = group < 0 ? given.size() : group;
        }
        return new AttributeGroups(index, given, groups);
    }

    private static List<String> valuesOf(TimelineView view, int attribute) {
        return attribute < 0
                ? List.of(Filters.NONE)
                : view.attributes().valuesOf(attribute).stream()
                        .map(value -> value.isEmpty() ? Filters.NONE : value)
                        .toList();
    }

    /** The names of the groups, without the one for all others. */
    List<String> values() {
        return values;
    }

    /** How many codes the attribute has in the view. */
    int count() {
        return groupOfCode.length;
    }

    /** Whether users can be in different groups at all. */
    boolean areSeveral() {
        return groupOfCode.length > 1;
    }

    /** Writes the group of every user of a block into an array. */
    void copyTo(int[] target, UserBlock block) {
        if (!areSeveral()) {
            Arrays.fill(target, 0, block.size(), groupOfCode[0]);
            return;
        }
        block.copyAttributes(attribute, target);
        for (int user = 0; user < block.size(); user++) {
            target[user] = groupOfCode[target[user]];
        }
    }

    /** The group of a user. */
    int of(UserBlock block, int user) {
        return groupOfCode[attribute < 0 ? 0 : block.attribute(attribute, user)];
    }
}
