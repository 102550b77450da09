package dev.lodestar.host.gather;

import dev.lodestar.engine.query.TimelineQuery;
import dev.lodestar.host.caller.CarriedCaller;
import dev.lodestar.host.shard.Replica;
import dev.lodestar.kit.trace.TraceParent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The other replicas over HTTP. A peer that does not answer in time, or not well, has no partitions to give; the answer says so. */
@ApplicationScoped
public class Peers {
    private static final Logger LOG = Logger.getLogger(Peers.class);
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAVAILABLE = 503;

    private final HttpClient client;
    private final String scheme;
    private final Duration timeout;
    private final Supplier<String> ownToken;
    private final Supplier<Optional<String>> callerToken;
    private final SilentPeers silent = new SilentPeers();

    @Inject
    Peers(GatherConfig config, PeerTokens tokens, TlsConfigurationRegistry tls) {
        this(config, tokens::own, tokens::caller, trusted(config, tls));
    }

    /**
     * Peers by tokens from anywhere.
     *
     * @param trusted what peers over TLS are trusted by; without it they are asked over plain HTTP
     */
    Peers(
            GatherConfig config,
            Supplier<String> ownToken,
            Supplier<Optional<String>> callerToken,
            Optional<SSLContext> trusted) {
        HttpClient.Builder http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(config.connectTimeout());
        trusted.ifPresent(http::sslContext);
        this.client = http.build();
        this.scheme = trusted.isPresent() ? "https://" : "http://";
        this.timeout = config.peerTimeout();
        this.ownToken = ownToken;
        this.callerToken = callerToken;
    }

    private static Optional<SSLContext> trusted(GatherConfig config, TlsConfigurationRegistry tls) {
        return config.tlsConfigurationName().map(name -> {
            TlsConfiguration named = tls.get(name)
                    .orElseThrow(() -> new IllegalStateException("lodestar.gather.tls-configuration-name is '" + name
                            + "', but no quarkus.tls." + name + " is configured"));
            try {
                return named.createSSLContext();
            } catch (Exception e) {
                throw new IllegalStateException("quarkus.tls." + name + " cannot be used to ask peers", e);
            }
        });
    }

    /** What the peer has of what is asked for, soon; never fails. */
    CompletableFuture<PeerAnswer> ask(Replica peer, TallyRequest request) {
        return CompletableFuture.completedFuture(peer)
                .thenCompose(replica ->
                        inTime(client.sendAsync(http(replica, request), HttpResponse.BodyHandlers.ofByteArray())))
                .thenApply(Peers::tallies)
                .handle((tallies, failure) ->
                        failure == null ? answered(peer, request.query(), tallies) : left(peer, request, failure));
    }

    /** Tells the peer that an answer has ended, so that it need not hold the answer's views until they are old; nobody waits for that. */
    void release(Replica peer, String answerId) {
        CompletableFuture.completedFuture(peer)
                .thenCompose(replica -> inTime(client.sendAsync(
                        request(replica, TalliesResource.PATH + "/" + answerId)
                                .DELETE()
                                .build(),
                        HttpResponse.BodyHandlers.discarding())))
                .exceptionally(unheard -> null);
    }

    /** The whole answer within the timeout: the request's own ends with the answer's head, and a peer may fall silent after that. */
    private <T> CompletableFuture<T> inTime(CompletableFuture<T> exchange) {
        return exchange.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answer, failure) -> exchange.cancel(true));
    }

    private PeerAnswer answered(Replica peer, TimelineQuery query, List<PartialTally> tallies) {
        if (silent.answersAgain(peer.address())) {
            LOG.infof("Peer answers again peer=%s", peer.address());
        }
        String name = query.getClass().getSimpleName();
        if (silent.answersAgain(peer.address() + " " + name)) {
            LOG.infof("Peer answers a question again peer=%s query=%s", peer.address(), name);
        }
        return PeerAnswer.of(tallies);
    }

    /** A peer that fails with one question may answer all others, so that is no silence of the peer: told as one, it would begin and end with every turn. */
    private PeerAnswer left(Replica peer, TallyRequest request, Throwable failure) {
        if (!(failure.getCause() instanceof NotAnsweredException refusal)) {
            if (silent.fallsSilent(peer.address())) {
                LOG.warnf("Peer does not answer peer=%s reason=%s", peer.address(), failure);
            }
            return PeerAnswer.AWAY;
        }
        String name = request.query().getClass().getSimpleName();
        if (silent.fallsSilent(peer.address() + " " + name)) {
            LOG.warnf("%s and is left out of its answers peer=%s query=%s", refusal.getMessage(), peer.address(), name);
        }
        return PeerAnswer.refusal(request.partitions());
    }

    /**
     * The body of a peer's answer to a GET, with the service's token and the caller's, as it arrives.
     *
     * @param pathAndQuery an address under {@code /internal/v1/}
     * @throws IOException when the peer does not answer in time or not well, as does the body where it does not go on in time
     */
    public InputStream read(Replica peer, String pathAndQuery) throws IOException {
        HttpRequest request = request(peer, pathAndQuery).GET().build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != OK) {
                response.body().close();
                throw new IOException("peer " + peer.address() + " answers with status " + response.statusCode());
            }
            return new PunctualStream(response.body(), timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private HttpRequest http(Replica peer, TallyRequest request) {
        return request(peer, TalliesResource.PATH)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(TallyJson.write(request)))
                .build();
    }

    private HttpRequest.Builder request(Replica peer, String pathAndQuery) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(scheme + peer.address() + pathAndQuery))
                .timeout(timeout)
                .header("Authorization", "Bearer " + ownToken.get());
        callerToken.get().ifPresent(caller -> request.header(CarriedCaller.HEADER, caller));
        TraceParent.current().ifPresent(trace -> request.header(TraceParent.NAME, trace));
        return request;
    }

    /** Of a peer that answers, and not this. */
    private static final class NotAnsweredException extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotAnsweredException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        static NotAnsweredException notUnderstood(@Nullable Throwable cause) {
            return new NotAnsweredException("Peer of another version does not understand a question", cause);
        }
    }

    private static List<PartialTally> tallies(HttpResponse<byte[]> response) {
        if (response.statusCode() == BAD_REQUEST) {
            throw NotAnsweredException.notUnderstood(null);
        }
        if (response.statusCode() == UNAVAILABLE) {
            throw new IllegalStateException("it is starting or stopping");
        }
        if (response.statusCode() != OK) {
            throw new NotAnsweredException("Peer answers a question with status " + response.statusCode(), null);
        }
        try {
            return TallyJson.response(response.body()).tallies();
        } catch (IOException e) {
            throw NotAnsweredException.notUnderstood(e);
        }
    }
}
