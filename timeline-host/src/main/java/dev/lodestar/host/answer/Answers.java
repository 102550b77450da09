package dev.lodestar.host.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.analysis.Vocabulary;
import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.host.caller.CallerSegments;
import dev.lodestar.host.disclosure.Disclosure;
import dev.lodestar.host.disclosure.Disclosure.Question;
import dev.lodestar.host.disclosure.SmallGroups;
import dev.lodestar.host.disclosure.SmallGroups.Seen;
import dev.lodestar.host.gather.AnswerShards;
import dev.lodestar.host.gather.ShardGateway;
import dev.lodestar.kit.problem.ProblemException;
import dev.lodestar.kit.wire.CoverageHeaders;
import dev.lodestar.kit.wire.CsvTable;
import dev.lodestar.kit.wire.PositionHeader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers a REST question from all shards. The entity tag covers the whole answer but the time of its computation, so it changes exactly when
 * the definition, the position or, with them, the figures do. Without a single partition there is no answer but a problem of the kind
 * unavailable; with some of them the answer says so in {@code completeness}, and names partitions that a lagging copy answered for in
 * {@code as_of.stale_partitions}. What viewers must not see is taken away last, from the figures of all partitions together, and the tag is of what is left.
 */
@ApplicationScoped
public class Answers {
    private static final String COMPLETENESS = "completeness";
    private static final String COMPUTED_AT = "computed_at";
    private static final String PREVIOUS = "previous";
    private static final String CSV = CsvTable.MEDIA_TYPE + ";charset=UTF-8";
    private static final String VARY = HttpHeaders.ACCEPT + ", " + HttpHeaders.AUTHORIZATION;
    private static final int TAG_BYTES = 16;

    private final ShardGateway gateway;
    private final AnalysisContexts contexts;
    private final CallerSegments callerSegments;
    private final CohortLookup cohorts;
    private final SmallGroups smallGroups;
    private final ObjectMapper mapper;

    Answers(
            ShardGateway gateway,
            AnalysisContexts contexts,
            CallerSegments callerSegments,
            CohortLookup cohorts,
            SmallGroups smallGroups,
            ObjectMapper mapper) {
        this.gateway = gateway;
        this.contexts = contexts;
        this.callerSegments = callerSegments;
        this.cohorts = cohorts;
        this.smallGroups = smallGroups;
        this.mapper = mapper;
    }

    /**
     * An analysis and the ways to show it.
     *
     * @param figures runs it
     * @param csv the same figures as a table
     * @param disclosure what the figures tell of how many users: a viewer does not see those of small groups
     * @param statement the same as SQL; null where it has none
     */
    public record Analysis<A>(
            BiFunction<AnalysisContext, Scope, A> figures,
            Function<A, CsvTable> csv,
            Disclosure disclosure,
            @Nullable Statement statement) {}

    /** Runs an analysis that has no statement, as the other does. */
    public <A> Response to(
            ScopeParameters parameters,
            Request request,
            HttpHeaders headers,
            BiFunction<AnalysisContext, Scope, A> figures,
            Function<A, CsvTable> csv,
            Disclosure disclosure) {
        return to(parameters, request, headers, new Analysis<>(figures, csv, disclosure, null));
    }

    /**
     * Runs the analysis over everything applied so far.
     *
     * @param request tells the entity tag that the caller already has
     * @param headers tell whether the caller wants JSON or CSV
     */
    public <A> Response to(ScopeParameters parameters, Request request, HttpHeaders headers, Analysis<A> analysis) {
        Scope scope = scope(parameters);
        ProjectCalendar calendar = parameters.calendar(contexts.calendar());
        try (AnswerShards shards = gateway.latest(calendar)) {
            AnalysisContext context = contexts.of(shards, calendar);
            boolean asCsv = wantsCsv(headers);
            requireKnownAttributes(parameters, shards);
            Map<String, String> statements = statements(parameters, new Question(context, scope), asCsv, analysis);
            A answer = analysis.figures().apply(context, scope);
            ObjectNode body = mapper.valueToTree(answer);
            requireSomePartition(body);
            Seen seen = smallGroups.withhold(body, analysis.disclosure(), context, scope);
            if (parameters.comparesWithPrevious()) {
                body.set(PREVIOUS, previous(new Question(context, scope), asCsv, analysis));
            }
            statements.forEach(body::put);
            markStale(body, shards.stalePartitions());
            EntityTag tag = tag(body, asCsv, smallGroups.areWithheld());
            Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
            Response.ResponseBuilder response = unchanged == null
                    ? content(asCsv, () -> seen.table(analysis.csv().apply(answer)), body)
                    : unchanged;
            return response.tag(tag)
                    .header(HttpHeaders.VARY, VARY)
                    .header(PositionHeader.NAME, position(body))
                    .header(
                            CoverageHeaders.COMPLETENESS,
                            body.path(COMPLETENESS).asText())
                    .header(CoverageHeaders.STALE_PARTITIONS, CoverageHeaders.stale(shards.stalePartitions()))
                    .build();
        }
    }

    private static Map<String, String> statements(
            ScopeParameters parameters, Question question, boolean asCsv, Analysis<?> analysis) {
        SqlDialect dialect = parameters.dialect();
        if (dialect == null) {
            return Map.of();
        }
        Statement statement = analysis.statement();
        if (statement == null || asCsv) {
            throw noStatement(
                    dialect,
                    statement == null
                            ? "nothing here: these figures have no statement"
                            : "nothing where CSV is asked for: a statement stands beside JSON");
        }
        return new TreeMap<>(statement.of(dialect, question.context(), question.scope()));
    }

    private static ProblemException noStatement(SqlDialect dialect, String instead) {
        return ProblemException.invalid(Statement.SQL, dialect.wireName(), instead);
    }

    /**
     * Looks at a question without counting anything.
     *
     * @param look what is seen; it may refuse the question
     */
    public <A> A look(ScopeParameters parameters, BiFunction<AnalysisContext, Scope, A> look) {
        requireFiguresAlone(parameters);
        Scope scope = scope(parameters);
        ProjectCalendar calendar = parameters.calendar(contexts.calendar());
        try (AnswerShards shards = gateway.latest(calendar)) {
            requireKnownAttributes(parameters, shards);
            return look.apply(contexts.of(shards, calendar), scope);
        }
    }

    /**
     * A page of a listing.
     *
     * @param answer what the analysis says
     * @param answerId names the views it has read, for the next page
     */
    public record Page<A>(A answer, String answerId) {}

    /**
     * Runs the analysis of one page: the first over everything applied so far, the others over the same as the first, as long as its views are
     * held; the answer's position tells. A partition that is away is a problem of the kind unavailable, because a list with holes looks like any
     * other.
     *
     * @param answerId names the views of the page before; null for the first page
     */
    public <A> Page<A> page(
            ScopeParameters parameters, @Nullable String answerId, BiFunction<AnalysisContext, Scope, A> analysis) {
        requireFiguresAlone(parameters);
        Scope scope = scope(parameters);
        ProjectCalendar calendar = parameters.calendar(contexts.calendar());
        try (AnswerShards shards = answerId == null ? gateway.listing(calendar) : gateway.again(answerId, calendar)) {
            AnalysisContext context = contexts.of(shards, calendar);
            if (new Inquiry(context, scope).completeness() < 1) {
                throw ProblemException.unavailable("A listing needs every partition, and some are away");
            }
            requireKnownAttributes(parameters, shards);
            return new Page<>(analysis.apply(context, scope), shards.answerId());
        }
    }

    /** Refuses what a listing of users does not take: another calendar, or a comparison. */
    public void requireProjectCalendar(ScopeParameters parameters) {
        requireFiguresAlone(parameters);
        if (!parameters.calendar(contexts.calendar()).equals(contexts.calendar())) {
            throw ProblemException.invalid(
                    "time_zone",
                    parameters.timeZone,
                    "the project's calendar, " + contexts.calendar() + ", in a listing");
        }
    }

    private static void requireFiguresAlone(ScopeParameters parameters) {
        SqlDialect dialect = parameters.dialect();
        if (dialect != null) {
            throw noStatement(dialect, "nothing in a listing, nor where the dialect is said otherwise");
        }
        if (parameters.comparesWithPrevious()) {
            throw ProblemException.invalid("compare", parameters.compare, "nothing in a listing");
        }
    }

    private <A> ObjectNode previous(Question now, boolean asCsv, Analysis<A> analysis) {
        if (asCsv) {
            throw ProblemException.invalid(
                    "compare", "previous_period", "nothing where CSV is asked for: a table has one range");
        }
        DayRange range = new Inquiry(now.context(), now.scope()).range();
        Scope before = now.scope().over(range.fromDate().minusDays(range.days()), range.fromDate());
        ObjectNode body = mapper.valueToTree(analysis.figures().apply(now.context(), before));
        smallGroups.withhold(body, analysis.disclosure(), now.context(), before);
        body.remove(COMPUTED_AT);
        return body;
    }

    private void requireKnownAttributes(ScopeParameters parameters, AnswerShards shards) {
        if (!parameters.given().isEmpty()) {
            Vocabulary vocabulary = contexts.vocabulary(shards);
            parameters
                    .given()
                    .keySet()
                    .forEach(attribute -> vocabulary.requireAttribute(parameters.fieldOf(attribute), attribute));
        }
    }

    /** The range and filters that the caller asks for, within the segments that the caller is held to and the saved cohorts named. */
    public Scope scope(ScopeParameters parameters) {
        return parameters.toScope(callerSegments.current(), cohorts);
    }

    private static Response.ResponseBuilder content(boolean asCsv, Supplier<CsvTable> csv, ObjectNode body) {
        return asCsv ? Response.ok(csv.get().render(), CSV) : Response.ok(body, MediaType.APPLICATION_JSON_TYPE);
    }

    private static void requireSomePartition(ObjectNode body) {
        if (body.path(COMPLETENESS).asDouble() == 0) {
            throw ProblemException.unavailable("No partition answers yet: shards are being assigned or replayed");
        }
    }

    private static void markStale(ObjectNode body, Set<Integer> stalePartitions) {
        if (!stalePartitions.isEmpty() && body.path("as_of") instanceof ObjectNode asOf) {
            stalePartitions.forEach(asOf.putArray("stale_partitions")::add);
        }
    }

    private static @Nullable String position(ObjectNode body) {
        JsonNode asOf = body.get("as_of");
        if (asOf == null) {
            return null;
        }
        Map<String, Long> offsets = new LinkedHashMap<>();
        asOf.path("partitions")
                .properties()
                .forEach(partition ->
                        offsets.put(partition.getKey(), partition.getValue().asLong()));
        return PositionHeader.value(Instant.parse(asOf.path("time").asText()), offsets);
    }

    private static boolean wantsCsv(HttpHeaders headers) {
        return headers.getAcceptableMediaTypes().getFirst().isCompatible(MediaType.valueOf(CsvTable.MEDIA_TYPE))
                && !headers.getAcceptableMediaTypes().getFirst().isWildcardType();
    }

    /** Tells answers from each other by all they say but when it was computed. They may be large: they go through the digest as they are written. */
    private EntityTag tag(ObjectNode body, boolean asCsv, boolean withoutSmallGroups) {
        ObjectNode tagged = mapper.createObjectNode();
        tagged.setAll(body);
        tagged.remove(COMPUTED_AT);
        MessageDigest digest = sha256();
        try (OutputStream written = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            mapper.writeValue(written, tagged);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        digest.update((byte) (asCsv ? 1 : 0));
        digest.update((byte) (withoutSmallGroups ? 1 : 0));
        return new EntityTag(HexFormat.of().formatHex(digest.digest(), 0, TAG_BYTES));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
