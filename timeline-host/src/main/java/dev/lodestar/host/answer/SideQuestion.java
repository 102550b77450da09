package dev.lodestar.host.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which two sets of users are compared, as it was asked.
 *
 * @param by a profile attribute; {@code cohort}, {@code saved} or {@code behaviour}
 * @param a values of the attribute, first days of cohorts, or a saved cohort
 * @param b the same for the other set; empty for everybody who is not in a
 * @param event event types, any of which is the behaviour; empty for collaboration
 * @param within whole days since signup in which the behaviour counts; null for a week
 */
public record SideQuestion(
        String by,
        List<String> a,
        List<String> b,
        List<String> event,
        @Nullable String within) {
    public SideQuestion {
        a = List.copyOf(a);
        b = List.copyOf(b);
        event = List.copyOf(event);
    }
}
