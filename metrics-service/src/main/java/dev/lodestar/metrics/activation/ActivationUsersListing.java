package dev.lodestar.metrics.activation;

import dev.lodestar.engine.activation.ActivatedUser;
import dev.lodestar.engine.activation.ActivationListing;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.host.shard.ShardView;
import dev.lodestar.kit.wire.CsvTable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** A listing of which it is settled who writes what: the lines of views here, then those that other replicas write. */
final class ActivationUsersListing {
    private static final String HEADER =
            CsvTable.line("user_id", "segment", "channel", "status", "hours_to_activation");

    private final ListingParts parts;
    private final Scope scope;
    private final DataEnd end;

    ActivationUsersListing(ListingParts parts, Scope scope, DataEnd end) {
        this.parts = parts;
        this.scope = scope;
        this.end = end;
    }

    /** Partitions that a copy writes which may lag behind the log. */
    SortedSet<Integer> stalePartitions() {
        return parts.stale();
    }

    void writeWithHeader(OutputStream out) throws IOException {
        write(out, HEADER);
    }

    void write(OutputStream out) throws IOException {
        write(out, "");
    }

    /** Never closes what it writes to: the end of a stream says that the listing is whole, and one that fails is not. */
    private void write(OutputStream out, String header) throws IOException {
        try {
            Writer csv = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            csv.write(header);
            for (ShardView view : parts.here()) {
                write(csv, view);
            }
            for (InputStream lines : parts.elsewhere()) {
                Reader reader = new InputStreamReader(lines, StandardCharsets.UTF_8);
                reader.transferTo(csv);
            }
            csv.flush();
        } finally {
            parts.close();
        }
    }

    private void write(Writer csv, ShardView view) throws IOException {
        ActivationListing listing =
                new ActivationListing(view.view(), end.day(), scope.filters().until(end.day()));
        @Nullable Integer next = 0;
        while (next != null) {
            ActivationListing.Page page = listing.page(next);
            for (ActivatedUser user : page.users()) {
                csv.write(CsvTable.line(
                        user.userId(),
                        user.segment(),
                        user.channel(),
                        end.activity() ? user.status() : null,
                        user.hoursToActivation()));
            }
            next = page.next();
        }
    }

    /** Closes lines that nobody reads any more. */
    static void closeQuietly(InputStream lines) {
        try {
            lines.close();
        } catch (IOException ignored) {
            // They were not to be read anyway.
        }
    }
}
