package dev.lodestar.cohort.comparison;

import dev.lodestar.host.answer.SideQuestion;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Query parameters that say which sets of users are compared. */
public class SideParameters {
    /** What tells the sides apart. */
    @QueryParam("by")
    @Parameter(
            description =
                    "a profile attribute, such as segment or channel; cohort, for sets of cohorts by signup; saved, for saved"
                            + " cohorts; or behaviour, in the first days of a life; default: early against late cohorts")
    @Nullable
    String by;

    /** Who is on one side. */
    @QueryParam("a")
    @Parameter(description = "values of the attribute, first days of the cohorts, or the id or name of a saved cohort")
    List<String> a = List.of();

    /** Who is on the other side. */
    @QueryParam("b")
    @Parameter(description = "the same for the other side; default, but for cohorts: everybody who is not in a")
    List<String> b = List.of();

    /** Which behaviour. */
    @QueryParam("event")
    @Parameter(description = "event types, any of which is the behaviour; default: collaboration")
    List<String> event = List.of();

    /** In which first days. */
    @QueryParam("within")
    @Parameter(description = "whole days since the instant of signup in which the behaviour counts; default: 7d")
    @Nullable
    String within;

    /** The sets that are asked for; empty for early against late cohorts. */
    Optional<SideQuestion> question() {
        return Optional.ofNullable(by).map(apart -> new SideQuestion(apart, a, b, event, within));
    }
}
