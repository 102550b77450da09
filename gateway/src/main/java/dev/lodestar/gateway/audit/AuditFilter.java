package dev.lodestar.gateway.audit;

import dev.lodestar.gateway.audit.domain.AuditEvent;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The query parameters that narrow a page of the audit log; all optional, all must hold. */
class AuditFilter {
    @QueryParam("subject")
    @Nullable
    String subject;

    @QueryParam("client")
    @Nullable
    String client;

    /** The route's template, for example {@code /api/v1/funnel}. */
    @QueryParam("route")
    @Nullable
    String route;

    @QueryParam("action")
    @Nullable
    String action;

    @QueryParam("decision")
    @Nullable
    String decision;

    @QueryParam("status")
    @Nullable
    Integer status;

    @QueryParam("request_id")
    @Nullable
    String requestId;

    @QueryParam("trace_id")
    @Nullable
    String traceId;

    /** A user's clear id: finds what was done for that user. The log itself keeps a reference in its place. */
    @QueryParam("user_id")
    @Nullable
    String userId;

    private @Nullable String userReference;

    /** The earliest instant, inclusive. */
    @QueryParam("from")
    @Nullable
    Instant from;

    /** The latest instant, exclusive. */
    @QueryParam("to")
    @Nullable
    Instant to;

    /** The cursor that the page before gave. */
    @QueryParam("cursor")
    @Nullable
    Long cursor;

    /** This filter, with the keys' reference in place of a user's clear id. */
    AuditFilter by(AuditKeys keys) {
        userReference =
                userId == null ? null : "%\"" + AuditEvent.USER_REFERENCE + "\":\"" + keys.reference(userId) + "\"%";
        return this;
    }

    /** The conditions that are set: the left side of an HQL comparison, and the value it is compared with. */
    Map<String, Object> conditions() {
        Map<String, Object> conditions = new TreeMap<>();
        add(conditions, "subject =", subject);
        add(conditions, "client =", client);
        add(conditions, "route =", route);
        add(conditions, "action =", action);
        add(conditions, "decision =", decision);
        add(conditions, "status =", status);
        add(conditions, "requestId =", requestId);
        add(conditions, "traceId =", traceId);
        add(conditions, "parameters like", userReference);
        add(conditions, "at >=", from);
        add(conditions, "at <", to);
        add(conditions, "sequence <", cursor);
        return conditions;
    }

    private static void add(Map<String, Object> conditions, String condition, @Nullable Object value) {
        if (value != null) {
            conditions.put(condition, value);
        }
    }
}
