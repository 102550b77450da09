package dev.lodestar.metrics.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.ProfileChanged;
import dev.lodestar.engine.timeline.TimelineShard;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.host.answer.AnalysisContexts;
import dev.lodestar.host.gather.Gathering;
import dev.lodestar.host.shard.HeldShards;
import dev.lodestar.kit.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two partitions of one user each; the second may be here or with a peer. */
@SuppressWarnings("NullAway") // what a case does not need is null
class ActivationUsersTest {
    private static final boolean FRESH = false;
    private static final boolean STALE = true;
    private static final String RUN = UUID.randomUUID().toString();
    private static final Scope EVERYBODY = new Scope(null, null, Filters.EVERYBODY);
    private static final String OF_THE_PEER = "of-the-peer,,,not_activated,\n";
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final DataEnd END = new DataEnd(20_000, true);

    private final HttpServer peer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final CopyOnWriteArrayList<String> asked = new CopyOnWriteArrayList<>();
    private int status = 200;
    private int statusOfCopies = 200;
    private int refusals = Integer.MAX_VALUE;
    private String lines = "";

    ActivationUsersTest() throws IOException {}

    @BeforeEach
    void listen() {
        peer.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            if (asked.size() > refusals) {
                status = 200;
            }
            byte[] body = lines.getBytes(StandardCharsets.UTF_8);
            boolean standby = exchange.getRequestURI().getQuery().contains("standby=true");
            exchange.sendResponseHeaders(standby ? statusOfCopies : status, 0);
            exchange.getResponseBody().write(body);
            if (lines.endsWith("\n") || lines.isEmpty()) {
                exchange.close();
            } else {
                exchange.getResponseBody().flush();
                peer.stop(0); // in the middle of a line
            }
        });
        peer.start();
    }

    @AfterEach
    void leave() {
        peer.stop(0);
    }

    @Test
    void every_partition_is_written_once() throws IOException {
        HeldShards both = new HeldShards().holding(0, user(1), FRESH).holding(1, user(2), FRESH);

        assertThat(written(listing(both, null))).hasSize(3).anyMatch(isOf(1)).anyMatch(isOf(2));
    }

    @Test
    void a_copy_that_may_lag_writes_what_nobody_else_has_and_the_listing_says_so() throws IOException {
        HeldShards takenOver = new HeldShards().holding(0, user(1), FRESH).holding(1, user(2), STALE);

        ActivationUsersListing listing = listing(takenOver, null);

        assertThat(listing.stalePartitions()).containsExactly(1);
        assertThat(written(listing)).hasSize(3);
    }

    @Test
    void the_owner_goes_before_a_copy_here() throws IOException {
        lines = OF_THE_PEER;
        HeldShards copy = new HeldShards()
                .holding(0, user(1), FRESH)
                .holding(1, user(2), STALE)
                .besideOwner(1, port());

        ActivationUsersListing listing = withPeers(copy, null, null);

        assertThat(listing.stalePartitions()).isEmpty();
        assertThat(written(listing)).hasSize(3).last().isEqualTo(OF_THE_PEER.strip());
    }

    @Test
    void a_copy_here_writes_for_an_owner_who_is_away() throws IOException {
        status = 503;
        HeldShards copy = new HeldShards()
                .holding(0, user(1), FRESH)
                .holding(1, user(2), STALE)
                .besideOwner(1, port());

        ActivationUsersListing listing = withPeers(copy, null, null);

        assertThat(listing.stalePartitions()).containsExactly(1);
        assertThat(written(listing)).hasSize(3).last().matches(isOf(2));
    }

    @Test
    void a_peer_that_has_just_taken_over_writes_what_it_has_where_there_is_no_other_copy() throws IOException {
        status = 503;
        lines = OF_THE_PEER;
        HeldShards one = new HeldShards().holding(0, user(1), FRESH).besideOwner(1, port());

        ActivationUsersListing listing = withPeers(one, null, null);

        assertThat(listing.stalePartitions()).containsExactly(1);
        assertThat(written(listing)).hasSize(3).last().isEqualTo(OF_THE_PEER.strip());
        assertThat(asked).last().isEqualTo("/internal/v1/activation-users/1?end=20000&activity=true&standby=true");
    }

    @Test
    void a_copy_of_a_peer_writes_where_the_owner_is_away() throws IOException {
        lines = OF_THE_PEER;
        HeldShards one = new HeldShards().holding(0, user(1), FRESH).besideCopy(1, port());

        ActivationUsersListing listing = withPeers(one, null, null);

        assertThat(listing.stalePartitions()).containsExactly(1);
        assertThat(written(listing)).hasSize(3).last().isEqualTo(OF_THE_PEER.strip());
    }

    @Test
    void a_part_is_of_copies_only_where_they_may_write_it() throws IOException {
        HeldShards copy = new HeldShards().holding(0, user(1), FRESH).holding(1, user(2), STALE);

        assertThatThrownBy(() -> part(copy, null, Set.of(1), false)).isInstanceOf(ProblemException.class);
        assertThat(written(part(copy, null, Set.of(1), true))).hasSize(2).last().matches(isOf(2));
    }

    @Test
    void at_a_barrier_whoever_holds_the_view_writes_it() throws IOException {
        HeldShards takenOver = new HeldShards().holding(0, user(1), FRESH).holding(1, user(2), STALE);

        assertThat(written(part(takenOver, RUN, Set.of(0, 1), false))).hasSize(3);
    }

    @Test
    void a_part_is_of_exactly_the_partitions_asked_for() throws IOException {
        HeldShards both = new HeldShards().holding(0, user(1), FRESH).holding(1, user(2), FRESH);

        assertThat(written(part(both, null, Set.of(1), false)))
                .hasSize(2)
                .last()
                .matches(isOf(2));
    }

    @Test
    void without_any_activity_in_the_data_nothing_is_said_of_activation() throws IOException {
        HeldShards both = new HeldShards().holding(0, user(1), FRESH).holding(1, user(2), FRESH);

        assertThat(written(listing(both, null))).last().asString().endsWith(",enterprise,,,");
    }

    @Test
    void a_part_with_a_partition_that_has_moved_on_is_refused() {
        HeldShards one = new HeldShards().holding(0, user(1), FRESH);

        assertThatThrownBy(() -> part(one, null, Set.of(0, 1), true)).isInstanceOf(ProblemException.class);
    }

    @Test
    void what_a_peer_owns_is_asked_of_it_by_partition() throws IOException {
        lines = OF_THE_PEER;
        HeldShards one = new HeldShards().holding(0, user(1), FRESH).besideOwner(1, port());

        assertThat(written(withPeers(one, null, "channel=seo")))
                .hasSize(3)
                .last()
                .isEqualTo(OF_THE_PEER.strip());
        assertThat(asked).containsExactly("/internal/v1/activation-users/1?end=20000&activity=true&channel=seo");
    }

    @Test
    void a_partition_that_changes_hands_is_waited_for() throws IOException {
        status = 503;
        statusOfCopies = 503;
        refusals = 3; // the owner and as a copy, and the owner once more
        lines = OF_THE_PEER;
        HeldShards one = new HeldShards().holding(0, user(1), FRESH).besideOwner(1, port());

        ActivationUsersListing listing = withPeers(one, null, null);

        assertThat(listing.stalePartitions()).isEmpty();
        assertThat(written(listing)).hasSize(3);
    }

    @Test
    void a_partition_that_nobody_has_refuses_the_listing_before_its_first_line() {
        status = 503;
        statusOfCopies = 503;
        HeldShards one = new HeldShards().holding(0, user(1), FRESH).besideOwner(1, port());

        assertThatThrownBy(() -> withPeers(one, null, null))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("every partition");
    }

    @Test
    void a_peer_that_breaks_off_breaks_the_listing_off_and_does_not_end_it() {
        lines = "of-the-peer,,,not_act";
        HeldShards one = new HeldShards().holding(0, user(1), FRESH).besideOwner(1, port());
        EndTold out = new EndTold();
        ActivationUsersListing listing = withPeers(one, null, null);

        assertThatThrownBy(() -> listing.writeWithHeader(out)).isInstanceOf(IOException.class);
        assertThat(out.closed).isFalse();
    }

    private int port() {
        return peer.getAddress().getPort();
    }

    private static ActivationUsersListing listing(HeldShards shards, String runId) {
        Gathering gathering = new Gathering(shards);
        return new ActivationUsers(gathering.gateway(), shards, gathering.peers(), contexts(), PATIENCE)
                .listing(EVERYBODY, runId, null);
    }

    private static AnalysisContexts contexts() {
        return new AnalysisContexts(ProjectCalendar.UTC, EventPlan.standard(), Clock.systemUTC());
    }

    private static ActivationUsersListing withPeers(HeldShards shards, String runId, String query) {
        return new ActivationUsers(null, shards, new Gathering(shards).peers(), null, PATIENCE)
                .withPeers(EVERYBODY, runId, query, END);
    }

    private static ActivationUsersListing part(
            HeldShards shards, String runId, Set<Integer> partitions, boolean standby) {
        return new ActivationUsers(null, shards, null, null, PATIENCE).part(EVERYBODY, runId, partitions, standby, END);
    }

    private static List<String> written(ActivationUsersListing listing) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        listing.writeWithHeader(out);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static Predicate<String> isOf(long user) {
        return line -> line.startsWith(new UUID(0, user) + ",enterprise,");
    }

    private static TimelineView user(long user) {
        TimelineShard shard = new TimelineShard(ProjectCalendar.UTC, EventPlan.standard());
        shard.apply(
                new ProfileChanged(new UUID(0, user), 1_700_000_000_000L, 0, 0, Map.of("segment", "enterprise")), 0);
        return shard.view();
    }

    private static final class EndTold extends ByteArrayOutputStream {
        private boolean closed;

        @Override
        public void close() {
            closed = true;
        }
    }
}
