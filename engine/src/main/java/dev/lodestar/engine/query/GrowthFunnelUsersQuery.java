package dev.lodestar.engine.query;

import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.timeline.TimelineView;

/**
 * The people behind a stage of the growth funnel: how many they are, and a page of them, as {@link FunnelPeople} names the rows. Signup is
 * step 1.
 *
 * @param range the range of signups; events count up to its end
 * @param thresholds what each stage takes
 * @param breakdown the attribute of the groups
 * @param people which of them
 * @param filters the users who count
 */
public record GrowthFunnelUsersQuery(
        DayRange range, FunnelThresholds thresholds, String breakdown, FunnelPeople people, Filters filters)
        implements TimelineQuery {
    @Override
    public Tally tally(TimelineView view) {
        GrowthStages stages = new GrowthStages(view, range, thresholds);
        PeoplePage page = new PeoplePage(people);
        int attribute = view.attributes().indexOf(breakdown);
        String group = people.group();
        UserSelection.of(view, filters).forEachBlock((block, users, count) -> {
            stages.look(block, users, count);
            for (int i = 0; i < count; i++) {
                int user = users[i];
                int reached = stages.reached(i);
                int code = attribute < 0 ? 0 : block.attribute(attribute, user);
                String value = code == 0
                        ? Filters.NONE
                        : view.attributes().valuesOf(attribute).get(code);
                if (people.wants(reached, stages.isInProgress(block, user, reached))
                        && (group == null || group.equals(value))) {
                    page.add(block, user, reached, block.signupAt(user));
                }
            }
        });
        return page.tally();
    }
}
