package dev.lodestar.gateway.audit.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened at the gateway. Texts are cut to {@value #TEXT_LIMIT} characters and freed of control characters: they come from the outside.
 *
 * @param at when the request arrived, to the microsecond
 */
public record AuditEvent(Instant at, Action action, Actor actor, Request request, Outcome outcome) {
    /** The longest text that an entry keeps of any one value. */
    public static final int TEXT_LIMIT = 256;

    /** The longest position that an entry keeps: some hundred partitions. */
    public static final int AS_OF_LIMIT = 2048;

    /** The most parameters that an entry keeps, beside whom it is about. */
    public static final int PARAMETER_LIMIT = 32;

    /** The parameter under which an entry keeps a reference to a user, in place of the clear id. */
    public static final String USER_REFERENCE = "user_ref";

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");

    public AuditEvent {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /** Whether something was read and nothing changed. */
    public boolean isRead() {
        return (action == Action.API_CALL || action == Action.PAGE_LOAD)
                && outcome.decision() == Decision.ALLOWED
                && READING.contains(request.method());
    }

    /** What sort of thing happened. */
    public enum Action {
        API_CALL,
        PAGE_LOAD,
        LOGIN,
        LOGOUT,
        /** An analysis run was handed to the services, which do its steps with tokens of their own. */
        RUN_STARTED,
        /** A service is done with a step of a run. */
        RUN_STEP,
        /** A run has ended, with its bundle or without. */
        RUN_FINISHED,
        /** A run met the condition of a rule, and an alert began. */
        ALERT_OPENED,
        /** An alert goes on and was told again. */
        ALERT_REPEATED,
        /** An alert is over. */
        ALERT_RESOLVED,
        /** A receiver took a notification. */
        NOTIFICATION_DELIVERED,
        /** A notification was given up. */
        NOTIFICATION_FAILED;

        /** The name on the wire and in the table. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the gateway let the request pass. What the service behind it said is in the status. */
    public enum Decision {
        ALLOWED,
        REFUSED;

        /** The name on the wire and in the table. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Who did it; both null where nobody was authenticated.
     *
     * @param subject the provider's id of the user or service
     * @param client the client that the token was issued to
     */
    public record Actor(@Nullable String subject, @Nullable String client) {
        /** Nobody that is known. */
        public static final Actor UNKNOWN = new Actor(null, null);

        public Actor {
            subject = clean(subject);
            client = clean(client);
        }
    }

    /**
     * What was asked.
     *
     * @param sourceAddress the peer's address
     * @param route the route's template; null where no route fits
     * @param parameters of path and query by name, without those that hold a user's clear id
     * @param traceId of the trace that the request belongs to, 32 hexadecimal digits; null where there is none
     */
    public record Request(
            String id,
            String sourceAddress,
            String method,
            @Nullable String route,
            SortedMap<String, String> parameters,
            @Nullable String traceId) {
        public Request {
            traceId = clean(traceId);
            method = printable(method);
            SortedMap<String, String> kept = new TreeMap<>();
            parameters.entrySet().stream()
                    .limit(PARAMETER_LIMIT)
                    .forEach(parameter -> kept.put(printable(parameter.getKey()), printable(parameter.getValue())));
            String user = parameters.get(USER_REFERENCE);
            if (user != null) {
                kept.put(USER_REFERENCE, printable(user)); // however many others come before it
            }
            parameters = kept;
        }

        public Request(String id, String sourceAddress, String method, @Nullable String route) {
            this(id, sourceAddress, method, route, new TreeMap<>(Map.of()), null);
        }
    }

    /**
     * How it ended.
     *
     * @param status of the answer
     * @param code of the problem, where the gateway refused or could not reach the service
     * @param durationMicros from arrival to the head of the answer
     * @param asOf the newest ingest position that the figures of the answer cover, as the service says it; null where the answer has none
     */
    public record Outcome(
            Decision decision,
            int status,
            @Nullable String code,
            long durationMicros,
            @Nullable String asOf) {
        public Outcome {
            asOf = asOf == null ? null : printable(asOf, AS_OF_LIMIT);
        }

        public Outcome(Decision decision, int status, @Nullable String code, long durationMicros) {
            this(decision, status, code, durationMicros, null);
        }
    }

    private static @Nullable String clean(@Nullable String text) {
        return text == null ? null : printable(text);
    }

    private static String printable(String text) {
        return printable(text, TEXT_LIMIT);
    }

    private static String printable(String text, int limit) {
        String cut = text.length() > limit ? text.substring(0, limit) : text;
        return UNPRINTABLE.matcher(cut).replaceAll("\uFFFD");
    }
}
