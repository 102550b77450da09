package dev.lodestar.engine.query;

import dev.lodestar.engine.timeline.UserBlock;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Collects the first people after some pseudonym, in the order of the pseudonyms' hexadecimal digits; one more than asked for, who tells that there
 * is a next page.
 */
final class PeoplePage {
    private final FunnelPeople wanted;
    private final String after;
    private final TreeMap<String, long[]> people = new TreeMap<>();
    private long total;

    PeoplePage(FunnelPeople wanted) {
        this.wanted = wanted;
        UUID last = wanted.after();
        this.after = last == null ? "" : last.toString();
    }

    void add(UserBlock block, int user, int reached, long startedAt) {
        total++;
        String pseudonym = block.pseudonym(user).toString();
        boolean full = people.size() > wanted.limit();
        if (pseudonym.compareTo(after) <= 0 || (full && pseudonym.compareTo(people.lastKey()) > 0)) {
            return;
        }
        people.put(pseudonym, new long[] {reached, startedAt});
        if (full) {
            people.pollLastEntry();
        }
    }

    Tally tally() {
        Map<String, long[]> rows = new TreeMap<>();
        rows.put(FunnelPeople.TOTAL, new long[] {total});
        people.forEach((pseudonym, row) -> rows.put(FunnelPeople.PERSON + pseudonym, row));
        return Tally.ofSums(rows);
    }
}
