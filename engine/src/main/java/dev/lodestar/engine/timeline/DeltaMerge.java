package dev.lodestar.engine.timeline;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** Makes the next view from a view and what arrived since. Blocks without arrivals are shared, not copied. */
final class DeltaMerge {
    private final TimelineView before;
    private final Delta delta;

    DeltaMerge(TimelineView before, Delta delta) {
        this.before = before;
        this.delta = delta;
    }

    /** The next view at a position. */
    TimelineView merge(Position position) {
        if (delta.isEmpty()) {
            return before.at(position, before.blocks(), 0, 0);
        }
        int[] arrivals = arrivals();
        BlockMerge events = new BlockMerge(before.calendar(), position.types(), before.plan(), delta, byUser(arrivals));
        ProfileMerge profiles = new ProfileMerge(before.calendar(), delta);
        List<Delta.ProfileWrite> writes = new ArrayList<>(delta.profiles);
        writes.sort(Comparator.comparingInt(Delta.ProfileWrite::user));
        BitSet touched = touchedBlocks();
        List<UserBlock> blocks = new ArrayList<>(before.blocks());
        int nextWrite = 0;
        for (int block = touched.nextSetBit(0); block >= 0; block = touched.nextSetBit(block + 1)) {
            int firstUser = block * UserBlock.CAPACITY;
            int size = Math.min(UserBlock.CAPACITY, delta.userCount() - firstUser);
            int firstWrite = nextWrite;
            while (nextWrite < writes.size() && writes.get(nextWrite).user() < firstUser + size) {
                nextWrite++;
            }
            UserBlock old = block < blocks.size() ? blocks.get(block) : null;
            UserDraft users = profiles.merge(old, firstUser, size, writes.subList(firstWrite, nextWrite));
            UserBlock merged = events.merge(users, old, firstUser, arrivals);
            if (old == null) {
                blocks.add(merged);
            } else {
                blocks.set(block, merged);
            }
        }
        return before.at(position, List.copyOf(blocks), events.duplicates(), events.conflicts());
    }

    private int[] arrivals() {
        int[] start = new int[delta.userCount() + 1];
        for (int i = 0; i < delta.size; i++) {
            start[delta.user[i] + 1]++;
        }
        for (int user = 0; user < delta.userCount(); user++) {
            start[user + 1] += start[user];
        }
        return start;
    }

    private int[] byUser(int[] arrivals) {
        int[] next = arrivals.clone();
        int[] positions = new int[delta.size];
        for (int i = 0; i < delta.size; i++) {
            positions[next[delta.user[i]]++] = i;
        }
        return positions;
    }

    private BitSet touchedBlocks() {
        BitSet touched = new BitSet();
        for (int i = 0; i < delta.size; i++) {
            touched.set(delta.user[i] / UserBlock.CAPACITY);
        }
        delta.profiles.forEach(write -> touched.set(write.user() / UserBlock.CAPACITY));
        delta.erased.stream().forEach(user -> touched.set(user / UserBlock.CAPACITY));
        for (int user = delta.firstNewUser; user < delta.userCount(); user++) {
            touched.set(user / UserBlock.CAPACITY);
        }
        return touched;
    }
}
