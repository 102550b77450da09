package dev.lodestar.engine.activation;

import dev.lodestar.engine.query.ActivationQuery.Status;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.UserJourney;
import dev.lodestar.engine.query.UserSelection;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The users behind the figures of activation, one view at a time, in pages: the same users, statuses and times as
 * {@link ActivationAnalysis} counts.
 */
public final class ActivationListing {
    private static final double HOUR_MILLIS = 3_600_000.0;
    private static final String SEGMENT = "segment";
    private static final String CHANNEL = "channel";

    private final TimelineView view;
    private final UserSelection selection;
    private final UserJourney journey;

    /**
     * A page of users.
     *
     * @param users the users of a block, possibly none
     * @param next the number of the next page, or null after the last
     */
    public record Page(List<ActivatedUser> users, @Nullable Integer next) {}

    /**
     * @param view the view
     * @param to the day at whose start the data end
     * @param filters the users who count
     */
    public ActivationListing(TimelineView view, int to, Filters filters) {
        this.view = view;
        this.selection = UserSelection.of(view, filters.until(to));
        this.journey = new UserJourney(view, view.calendar().startOf(to));
    }

    /**
     * A page, of at most {@link UserBlock#CAPACITY} users.
     *
     * @param number its number, from 0; a number past the end gives an empty last page
     */
    public Page page(int number) {
        if (number >= view.blocks().size()) {
            return new Page(List.of(), null);
        }
        UserBlock block = view.blocks().get(number);
        List<ActivatedUser> users = new ArrayList<>();
        for (int user = 0; user < block.size(); user++) {
            if (journey.isKnown(block, user) && selection.includes(number, user)) {
                users.add(activatedUser(block, user));
            }
        }
        return new Page(users, number + 1 < view.blocks().size() ? number + 1 : null);
    }

    private ActivatedUser activatedUser(UserBlock block, int user) {
        long signupAt = block.signupAt(user);
        long activatedAt = journey.activatedAt(block, user);
        return new ActivatedUser(
                block.pseudonym(user),
                value(block, user, SEGMENT),
                value(block, user, CHANNEL),
                Status.of(signupAt, activatedAt).wireName(),
                activatedAt == UserJourney.NEVER ? null : (activatedAt - signupAt) / HOUR_MILLIS);
    }

    private @Nullable String value(UserBlock block, int user, String name) {
        int attribute = view.attributes().indexOf(name);
        int code = attribute < 0 ? 0 : block.attribute(attribute, user);
        return code == 0 ? null : view.attributes().valuesOf(attribute).get(code);
    }
}
