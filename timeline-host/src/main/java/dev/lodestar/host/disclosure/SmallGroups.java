package dev.lodestar.host.disclosure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.host.caller.CallerSegments;
import dev.lodestar.host.disclosure.Disclosure.Question;
import dev.lodestar.host.disclosure.domain.CountTable;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.wire.CsvTable;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Withholds figures about few users from callers who are viewers and no more. */
@ApplicationScoped
public class SmallGroups {
    /** The field of an answer's definition that says from which size groups are shown. */
    private static final String MINIMUM_GROUP = "minimum_group";

    private final SecurityIdentity identity;
    private final CallerSegments callerSegments;
    private final int minimum;

    SmallGroups(SecurityIdentity identity, CallerSegments callerSegments, DisclosureConfig config) {
        this.identity = identity;
        this.callerSegments = callerSegments;
        this.minimum = config.minimumGroup();
    }

    /** Whether the caller does not see small groups. */
    public boolean areWithheld() {
        return minimum > 1 && !identity.hasRole(Roles.ANALYST) && !identity.hasRole(Roles.ADMIN);
    }

    /** An answer as the caller may see it. */
    public interface Seen {
        /** The table of the answer as the caller may see it. */
        CsvTable table(CsvTable table);
    }

    /** Takes from an answer what the caller must not see. */
    public Seen withhold(ObjectNode answer, Disclosure disclosure, AnalysisContext context, Scope scope) {
        if (!areWithheld() || disclosure == Disclosure.NO_USERS) {
            return table -> table;
        }
        boolean tooFewUsers = new Populations(context, scope, everybody(), minimum).areTooSmall();
        Figures figures = new Figures(new CountTable(minimum), tooFewUsers);
        disclosure.declare(answer, figures, new Question(context, scope));
        figures.settle();
        figures.apply(answer);
        if (answer.path("definition") instanceof ObjectNode definition) {
            definition.put(MINIMUM_GROUP, minimum);
        }
        List<ObjectNode[]> lines = figures.lines();
        return table -> WithheldColumns.of(table, lines);
    }

    /** Whether a number of users of whom the caller may count must not be told to them, or would tell a small rest. */
    public boolean isWithheld(long users, AnalysisContext context, Scope scope) {
        return areWithheld() && (isSmall(users) || new Populations(context, scope, everybody(), minimum).areTooSmall());
    }

    /** Whether a number is of a small group that the caller must not see. */
    public boolean isWithheld(long users) {
        return areWithheld() && isSmall(users);
    }

    private boolean isSmall(long users) {
        return users > 0 && users < minimum;
    }

    private Filters everybody() {
        Optional<List<String>> segments = callerSegments.current();
        return segments.map(values -> new Filters(new TreeMap<>(Map.of("segment", values))))
                .orElse(Filters.EVERYBODY);
    }
}
