package dev.lodestar.kit.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells answers from each other by all they say but when it was computed, or by what a {@link Tagged} body says of itself: as a table, another tag than as JSON. */
@Provider
@EntityTagged
public class EntityTagFilter implements ContainerResponseFilter {
    private static final String COMPUTED_AT = "computed_at";
    private static final String VARY = HttpHeaders.ACCEPT + ", " + HttpHeaders.AUTHORIZATION;
    private static final int TAG_BYTES = 16;

    private final ObjectMapper mapper;

    EntityTagFilter(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext answer) {
        if (!request.getMethod().equals(HttpMethod.GET)
                || answer.getStatus() != Response.Status.OK.getStatusCode()
                || !answer.hasEntity()) {
            return;
        }
        EntityTag tag = new EntityTag(digest(answer.getEntity()));
        answer.getHeaders().putSingle(HttpHeaders.ETAG, tag);
        answer.getHeaders().putSingle(HttpHeaders.VARY, VARY);
        Response.ResponseBuilder unchanged = request.getRequest().evaluatePreconditions(tag);
        if (unchanged != null) {
            new PositionFilter().add(answer);
            answer.setStatus(unchanged.build().getStatus());
            answer.setEntity(null);
        }
    }

    private String digest(Object entity) {
        Object told = entity instanceof Tagged body ? body.tagged() : entity;
        String said = told instanceof String text ? text : json(mapper.valueToTree(told));
        MessageDigest digest = sha256();
        digest.update((byte) (told instanceof String ? 1 : 0));
        return HexFormat.of().formatHex(digest.digest(said.getBytes(StandardCharsets.UTF_8)), 0, TAG_BYTES);
    }

    private static String json(JsonNode body) {
        if (body instanceof ObjectNode object) {
            object.remove(COMPUTED_AT);
        }
        return body.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
