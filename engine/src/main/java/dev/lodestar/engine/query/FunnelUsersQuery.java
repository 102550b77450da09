package dev.lodestar.engine.query;

import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.timeline.TimelineView;

/**
 * The people behind a step of an ad-hoc funnel: how many they are, and a page of them, as {@link FunnelPeople} names the rows.
 *
 * @param definition the funnel
 * @param range the days that step 1 must fall in
 * @param dataTo the day at whose start the data end
 * @param people which of them
 * @param filters the users who count
 */
public record FunnelUsersQuery(
        FunnelDefinition definition, DayRange range, int dataTo, FunnelPeople people, Filters filters)
        implements TimelineQuery {
    @Override
    public Tally tally(TimelineView view) {
        FunnelWalk walk = new FunnelWalk(view, definition, range, dataTo);
        PeoplePage page = new PeoplePage(people);
        String group = people.group();
        UserSelection.of(view, filters).forEach((block, user) -> {
            if (walk.walk(block, user)
                    && people.wants(walk.reached(), walk.isInProgress())
                    && (group == null || group.equals(walk.group(block, user)))) {
                page.add(block, user, walk.reached(), walk.startedAt());
            }
        });
        return page.tally();
    }
}
