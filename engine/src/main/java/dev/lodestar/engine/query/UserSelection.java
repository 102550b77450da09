package dev.lodestar.engine.query;

import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** The users of a view who count under some filters: the filters in the view's codes. */
public final class UserSelection {
    private final TimelineView view;
    private final List<AllowedCodes> filters;
    private final @Nullable RoaringBitmap members;

    private UserSelection(TimelineView view, List<AllowedCodes> filters, @Nullable RoaringBitmap members) {
        this.view = view;
        this.filters = filters;
        this.members = members;
    }

    /** Translates filters into the codes of a view. */
    public static UserSelection of(TimelineView view, Filters filters) {
        List<AllowedCodes> translated = new ArrayList<>();
        filters.allowed().forEach((attribute, values) -> translated.add(AllowedCodes.of(view, attribute, values)));
        RoaringBitmap members = filters.criteria().isEmpty()
                ? null
                : UserMatcher.find(view, new UserCriterion.AllOf(filters.criteria()));
        return new UserSelection(view, translated, members);
    }

    /** Whether a user counts, of the block with that index in the view. */
    public boolean includes(int blockIndex, int user) {
        return (members == null || members.contains(blockIndex * UserBlock.CAPACITY + user))
                && hasAttributes(view.blocks().get(blockIndex), user);
    }

    private boolean hasAttributes(UserBlock block, int user) {
        for (int i = 0; i < filters.size(); i++) {
            if (!filters.get(i).includes(block, user)) {
                return false;
            }
        }
        return true;
    }

    void forEach(UserVisitor visitor) {
        forEachBlock((block, users, count) -> {
            for (int i = 0; i < count; i++) {
                visitor.visit(block, users[i]);
            }
        });
    }

    /** The faster way, for scans that many wait for. */
    void forEachBlock(BlockVisitor visitor) {
        List<UserBlock> blocks = view.blocks();
        boolean everybody = members == null && filters.isEmpty();
        int[] users = new int[UserBlock.CAPACITY];
        Arrays.setAll(users, user -> user);
        for (int i = 0; i < blocks.size(); i++) {
            UserBlock block = blocks.get(i);
            int count = everybody ? block.size() : select(i, block, users);
            visitor.visit(block, users, count);
        }
    }

    /** The users of a block who count, one filter after the other, without a branch on any user. */
    private int select(int blockIndex, UserBlock block, int[] users) {
        int count = block.size();
        for (int user = 0; user < count; user++) {
            users[user] = user;
        }
        for (int i = 0; i < filters.size(); i++) {
            count = filters.get(i).select(block, users, count);
        }
        if (members == null) {
            return count;
        }
        int first = blockIndex * UserBlock.CAPACITY;
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int user = users[i];
            users[kept] = user;
            kept += members.contains(first + user) ? 1 : 0;
        }
        return kept;
    }
}
