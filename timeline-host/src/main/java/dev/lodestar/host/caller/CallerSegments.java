package dev.lodestar.host.caller;

import dev.lodestar.engine.query.ExtentQuery;
import dev.lodestar.engine.query.TimelineQuery;
import dev.lodestar.engine.query.VocabularyQuery;
import dev.lodestar.kit.problem.CommonProblem;
import dev.lodestar.kit.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The segments that the caller's token holds them to (claim {@code segments}): users outside of them are not counted. */
@ApplicationScoped
public class CallerSegments {
    private static final String CLAIM = "segments";
    private static final String SEGMENT = "segment";

    private final SecurityIdentity identity;

    public CallerSegments(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The segments; empty when the caller may count everybody. */
    public Optional<List<String>> current() {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? Optional.ofNullable(token.<Object>getClaim(CLAIM)).map(CallerSegments::texts)
                : Optional.empty();
    }

    /** Refuses a query that counts users outside of the caller's segments. Bounds of the data and the names in them are no counts of users. */
    public void permit(TimelineQuery query) {
        current().filter(segments -> !staysWithin(segments, query)).ifPresent(segments -> {
            throw new ProblemException(
                    CommonProblem.FORBIDDEN, "The query counts users outside of the segments that the token names.");
        });
    }

    static boolean staysWithin(List<String> segments, TimelineQuery query) {
        List<String> counted = query.filters().allowed().get(SEGMENT);
        return query instanceof ExtentQuery
                || query instanceof VocabularyQuery
                || (counted != null && segments.containsAll(counted));
    }

    private static List<String> texts(Object claim) {
        return claim instanceof Collection<?> values
                ? values.stream().map(CallerSegments::text).toList()
                : List.of(text(claim));
    }

    private static String text(Object value) {
        return value instanceof JsonString string ? string.getString() : value.toString();
    }
}
