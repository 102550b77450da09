package dev.lodestar.gateway.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.kit.problem.Problem;
import dev.lodestar.kit.problem.ProblemCode;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Writes problem documents where no REST resource is involved. */
@ApplicationScoped
class ProblemAnswer {
    private static final String RETRY_AFTER_SECONDS = "2";

    private final ObjectMapper json;

    ProblemAnswer(ObjectMapper json) {
        this.json = json;
    }

    /** Ends the response with the problem. */
    void end(HttpServerResponse response, ProblemCode code, @Nullable String detail) {
        if (response.ended() || response.closed()) {
            return;
        }
        headers(response.headers(), code);
        response.setStatusCode(code.kind().status()).end(body(code, detail));
    }

    /** The headers that go with a problem. */
    void headers(MultiMap headers, ProblemCode code) {
        headers.set(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        switch (code.kind()) {
            case UNAUTHENTICATED -> headers.set("WWW-Authenticate", "Bearer");
            case UNAVAILABLE, LIMIT -> retryAfter(headers);
            case MALFORMED,
                    INVALID,
                    FORBIDDEN,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE,
                    CONFLICT,
                    TOO_LARGE,
                    ADDRESS_TOO_LONG,
                    HEADERS_TOO_LARGE,
                    TIMEOUT,
                    UNSUPPORTED,
                    INTERNAL -> {}
        }
    }

    /** Some problems know better when it is worth to come back. */
    private static void retryAfter(MultiMap headers) {
        if (!headers.contains(HttpHeaders.RETRY_AFTER)) {
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
    }

    Buffer body(ProblemCode code, @Nullable String detail) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(Problem.of(code, detail)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem is always JSON", e);
        }
    }
}
