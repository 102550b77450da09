package dev.lodestar.host.gather;

import dev.lodestar.host.shard.Replica;
import dev.lodestar.kit.trace.TraceParent;
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
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** The other replicas over HTTP. A peer that does not answer in time, or not well, has no partitions to give; the answer says so. */
@ApplicationScoped
public class Peers {
    private static final Logger LOG = Logger.getLogger(Peers.class);
    private static final int OK = 200;

    private final HttpClient client;
    private final Duration timeout;
    private final Supplier<String> token;

    @Inject
    Peers(GatherConfig config, PeerToken token) {
        this(config, token::current);
    }

    Peers(GatherConfig config, Supplier<String> token) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.connectTimeout())
                .build();
        this.timeout = config.peerTimeout();
        this.token = token;
    }

    /** What the peer has of what is asked for, soon; never fails. */
    CompletableFuture<List<PartialTally>> ask(Replica peer, TallyRequest request) {
        return CompletableFuture.completedFuture(peer)
                .thenCompose(
                        replica -> client.sendAsync(http(replica, request), HttpResponse.BodyHandlers.ofByteArray()))
                .thenApply(Peers::tallies)
                .exceptionally(failure -> {
                    LOG.warnf("Peer does not answer peer=%s reason=%s", peer.address(), failure.getMessage());
                    return List.of();
                });
    }

    /**
     * The body of a peer's answer to a GET, with the caller's token, as it arrives.
     *
     * @param pathAndQuery an address under {@code /internal/v1/}
     * @throws IOException when the peer does not answer in time or not well
     */
    public InputStream read(Replica peer, String pathAndQuery) throws IOException {
        HttpRequest request = request(peer, pathAndQuery).GET().build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != OK) {
                response.body().close();
                throw new IOException("peer " + peer.address() + " answers with status " + response.statusCode());
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private HttpRequest http(Replica peer, TallyRequest request) {
        return request(peer, "/internal/v1/tallies")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(TallyJson.write(request)))
                .build();
    }

    private HttpRequest.Builder request(Replica peer, String pathAndQuery) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + peer.address() + pathAndQuery))
                .timeout(timeout)
                .header("Authorization", "Bearer " + token.get());
        TraceParent.current().ifPresent(trace -> request.header(TraceParent.NAME, trace));
        return request;
    }

    private static List<PartialTally> tallies(HttpResponse<byte[]> response) {
        if (response.statusCode() != OK) {
            throw new IllegalStateException("status " + response.statusCode());
        }
        try {
            return TallyJson.response(response.body()).tallies();
        } catch (IOException e) {
            throw new IllegalStateException("unreadable answer", e);
        }
    }
}
