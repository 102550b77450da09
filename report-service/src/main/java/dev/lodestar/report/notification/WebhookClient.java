package dev.lodestar.report.notification;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Posts to the address that was checked. A redirect is an answer and not followed; of the answer the status is read and no body; each attempt has a connection of its
 * own, because one that is kept open would be used for another check's name.
 */
@ApplicationScoped
class WebhookClient {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
    private static final int HEADERS_LIMIT = 16_384;
    private static final int LINE_LIMIT = 2_048;
    private static final int GONE = 410;

    private final HttpClient client;
    private final NotificationConfig config;

    WebhookClient(Vertx vertx, NotificationConfig config) {
        this.config = config;
        requireWithinClaim(config);
        HttpClientOptions options = new HttpClientOptions()
                .setKeepAlive(false)
                .setMaxPoolSize(config.batch())
                .setMaxHeaderSize(HEADERS_LIMIT)
                .setMaxInitialLineLength(LINE_LIMIT)
                .setMaxRedirects(0)
                .setConnectTimeout((int) config.connectTimeout().toMillis());
        config.trustCertificates().ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file)));
        this.client = vertx.createHttpClient(options);
    }

    private static void requireWithinClaim(NotificationConfig config) {
        if (config.timeout().compareTo(config.claim()) >= 0) {
            throw new IllegalStateException(
                    "Lodestar does not start: lodestar.notification.timeout (" + config.timeout()
                            + ") is not shorter than lodestar.notification.claim (" + config.claim()
                            + "), after which another replica sends the same once more");
        }
    }

    /** The client is made when the service starts, so that settings which cannot work stop the start. */
    void start(@Observes StartupEvent starting) {}

    /** Posts a body of JSON; fails when there is no answer. */
    Uni<Attempt> post(Destination to, Map<String, String> headers, String body) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(to.address(), to.port())))
                .setHost(to.host())
                .setPort(to.port())
                .setSsl(to.secure())
                .setURI(to.path())
                .setFollowRedirects(false)
                .setTimeout(config.timeout().toMillis())
                .putHeader("content-type", "application/json")
                .putHeader("user-agent", "Lodestar");
        headers.forEach(request::putHeader);
        return Uni.createFrom()
                .completionStage(() -> client.request(request)
                        .compose(sent -> sent.send(body).map(answer -> attempt(sent, answer)))
                        .toCompletionStage());
    }

    private static Attempt attempt(HttpClientRequest sent, HttpClientResponse answer) {
        int status = answer.statusCode();
        Duration notBefore = seconds(answer.getHeader("retry-after"));
        // What follows is that the answer's body does not come, which would be logged as an error.
        answer.exceptionHandler(expected -> {});
        sent.reset();
        if (status >= 200 && status < 300) {
            return Attempt.delivered(status);
        }
        if (status >= 300 && status < 400) {
            return Attempt.refused(status, "the receiver redirects, which is not followed");
        }
        return status == GONE
                ? Attempt.refused(status, "the receiver says that it is gone")
                : Attempt.failed(status, "the receiver answered " + status, notBefore);
    }

    private static @Nullable Duration seconds(@Nullable String header) {
        return header != null && SECONDS.matcher(header).matches() ? Duration.ofSeconds(Long.parseLong(header)) : null;
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
