package dev.lodestar.ingest.imports;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;

/** What files are called, by those who send them: a name may tell whose data are inside. */
@ApplicationScoped
public class ImportNames {
    private static final String FORGET = """
            update import_file set file_name = null where file_name ~ $1
            """;

    private static final Pattern PUNCTUATION = Pattern.compile("[\\p{Punct}&&[^_]]");
    private static final String NO_WORD = "[^[:alnum:]_]";

    /** Takes the name from each file in whose name the id stands as a word of its own. */
    public Uni<Void> forget(SqlConnection connection, String userId) {
        if (userId.indexOf('\0') >= 0) {
            return Uni.createFrom().voidItem();
        }
        String word = PUNCTUATION.matcher(userId).replaceAll("\\\\$0");
        return connection
                .preparedQuery(FORGET)
                .execute(Tuple.of("(^|" + NO_WORD + ")" + word + "(" + NO_WORD + "|$)"))
                .replaceWithVoid();
    }
}
