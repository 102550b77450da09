package dev.lodestar.engine.sql;

import static dev.lodestar.engine.sql.FunnelText.each;

/**
 * The measured chain of each user, as template text: from the chains of all lengths at each moment to {@code measured}. It is found from its last
 * step back, by the moments that the chains have kept of their steps before.
 */
final class FunnelMeasured {
    private final int last;

    /** @param last how many steps there are */
    FunnelMeasured(int last) {
        this.last = last;
    }

    /** Where a chain's step before is the latest moment up to its own. */
    String plain() {
        return reached() + walkedPlainly();
    }

    /** Where chains tell how many of their steps were at moments before. */
    String full() {
        StringBuilder text = new StringBuilder(reached());
        for (int step = last; step >= 1; step--) {
            text.append(walk(step));
        }
        return text.append(measured("walk_1")).toString();
    }

    private String walkedPlainly() {
        String moments = each(
                1,
                last - 1,
                "",
                step -> ",\n        coalesce(s" + (step + 1) + "." + (step == 1 ? "start_2" : "last_" + step)
                        + ", r.first_" + step + ") as at_" + step);
        StringBuilder joins = new StringBuilder();
        for (int step = last; step >= 2; step--) {
            String alias = "s" + step;
            joins.append("\n    left join step_")
                    .append(last)
                    .append(" as ")
                    .append(alias)
                    .append(" on ")
                    .append(alias)
                    .append(".user_id = r.user_id and ")
                    .append(alias)
                    .append(".moment = ")
                    .append(
                            step == last
                                    ? "r.first_" + step
                                    : "coalesce(s" + (step + 1) + ".last_" + step + ", r.first_" + step + ")");
        }
        return """
            -- Back from the last step, first complete where it was: each step before it as late as possible.
            walked as (
                select
                    r.user_id,
                    r.steps_reached,
                    r.latest_start{moments},
                    r.first_{k} as at_{k}
                from reached as r{joins}
            ),

            """.replace("{moments}", moments).replace("{joins}", joins).replace("{k}", Integer.toString(last))
                + measured("walked");
    }

    private String walk(int step) {
        String text = step == last ? """
            -- Back from the last step, first complete where it was: each step before it as late as possible.
            walk_{k} as (
                select
                    w.*,
                    w.first_{k} as at_{k},
                    s.from_{k} as source_{k},
                    s.back_{k} as before_{k}
                from reached as w
                left join step_{last} as s on s.user_id = w.user_id and s.moment = w.first_{k}
            ),

            """ : """
                walk_{k} as (
                    select
                        w.*,
                        case when w.source_{n} < {k} then w.at_{n} else coalesce(w.before_{n}, w.first_{k}) end as at_{k},
                        case when w.source_{n} < {k} then w.source_{n} else s.from_{k} end as source_{k},
                        case when w.source_{n} < {k} then w.before_{n} else s.back_{k} end as before_{k}
                    from walk_{n} as w
                    left join step_{last} as s
                        on s.user_id = w.user_id
                        and s.moment = coalesce(w.before_{n}, w.first_{k})
                ),

                """;
        return text.replace("{k}", Integer.toString(step))
                .replace("{n}", Integer.toString(step + 1))
                .replace("{last}", Integer.toString(last));
    }

    private String reached() {
        StringBuilder longest = new StringBuilder();
        for (int step = last; step >= 1; step--) {
            longest.append(" when s.start_")
                    .append(step)
                    .append(" is not null then ")
                    .append(step);
        }
        return """
            -- How far each user comes, and when a chain of each length is first complete.
            reached as (
                select
                    s.user_id,
                    max(s.start_1) as latest_start,
                    max(case{longest} end) as steps_reached{firsts}
                from step_{k} as s
                group by s.user_id
                having max(s.start_1) is not null
            ),

            """.replace("{longest}", longest)
                .replace(
                        "{firsts}",
                        each(
                                1,
                                last,
                                "",
                                step -> ",\n        min(case when s.start_" + step
                                        + " is not null then s.moment end) as first_" + step))
                .replace("{k}", Integer.toString(last));
    }

    private String measured(String walked) {
        return """
            measured as (
                select
                    w.user_id,
                    w.steps_reached,
                    w.latest_start,
                    w.at_1 as started_ms{times}
                from {walked} as w
            ),

            """.replace("{walked}", walked).replace(
                "{times}",
                each(
                        2,
                        last,
                        "",
                        step -> ",\n        w.at_" + step + " - w.at_1 as first_ms_" + step + ",\n        w.at_" + step
                                + " - w.at_" + (step - 1) + " as previous_ms_" + step));
    }
}
