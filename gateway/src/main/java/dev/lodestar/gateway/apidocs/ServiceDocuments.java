package dev.lodestar.gateway.apidocs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.gateway.edge.GatewayConfig;
import dev.lodestar.gateway.routing.Target;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Fetches the services' documents and keeps the merged one for a while; not for long while a service is missing. */
@ApplicationScoped
class ServiceDocuments {
    private static final Logger LOG = Logger.getLogger(ServiceDocuments.class);
    private static final String PATH = "/q/openapi?format=json";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration KEEP_COMPLETE = Duration.ofMinutes(10);
    private static final Duration KEEP_PARTIAL = Duration.ofSeconds(10);
    private static final List<Target> SERVICES =
            List.of(Target.INGEST, Target.METRICS, Target.COHORT, Target.GROWTH, Target.REPORT);

    private final GatewayConfig config;
    private final ObjectMapper json;
    private final OwnDocument own;
    private final Clock clock = Clock.systemUTC();
    private final HttpClient client;
    private volatile Kept kept = new Kept(Future.failedFuture("nothing fetched yet"), Instant.MIN);

    ServiceDocuments(GatewayConfig config, ObjectMapper json, OwnDocument own, Vertx vertx) {
        this.config = config;
        this.json = json;
        this.own = own;
        this.client =
                vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(Math.toIntExact(TIMEOUT.toMillis())));
    }

    /** The merged document, at most some minutes old. */
    Future<ObjectNode> merged() {
        Kept current = kept;
        if (clock.instant().isBefore(current.until)) {
            return current.document;
        }
        return fetchAll().map(documents -> {
            boolean complete = documents.size() == Target.values().length;
            ObjectNode document = MergedDocument.of(documents);
            kept = new Kept(
                    Future.succeededFuture(document), clock.instant().plus(complete ? KEEP_COMPLETE : KEEP_PARTIAL));
            return document;
        });
    }

    private Future<Map<Target, JsonNode>> fetchAll() {
        Map<Target, JsonNode> documents = new EnumMap<>(Target.class);
        own.read().ifPresent(document -> documents.put(Target.GATEWAY, document));
        List<Future<JsonNode>> fetches = new ArrayList<>();
        for (Target service : SERVICES) {
            fetches.add(fetch(service)
                    .onSuccess(document -> put(documents, service, document))
                    .onFailure(failure -> LOG.debugf(
                            "No OpenAPI document, service=%s cause=%s", service.service(), failure.getMessage())));
        }
        return Future.join(fetches).map(documents).otherwise(documents);
    }

    private static void put(Map<Target, JsonNode> documents, Target service, JsonNode document) {
        synchronized (documents) {
            documents.put(service, document);
        }
    }

    private Future<JsonNode> fetch(Target service) {
        RequestOptions request = new RequestOptions()
                .setAbsoluteURI(config.address(service).resolve(PATH).toString())
                .setMethod(HttpMethod.GET)
                .setIdleTimeout(TIMEOUT.toMillis());
        return client.request(request)
                .compose(prepared -> prepared.send())
                .compose(HttpClientResponse::body)
                .compose(this::parse);
    }

    private Future<JsonNode> parse(Buffer body) {
        try {
            JsonNode document = json.readTree(body.getBytes());
            return document.has("paths")
                    ? Future.succeededFuture(document)
                    : Future.failedFuture("not an OpenAPI document");
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
    }

    private record Kept(Future<ObjectNode> document, Instant until) {}
}
