package dev.lodestar.report.alert;

import dev.lodestar.report.alert.domain.DataQuality;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** Asks how good the data is. No run answers that, so it is asked when a run is judged; days of receipt that are over do not change by that. */
@ApplicationScoped
class QualityReader {
    private static final Logger LOG = Logger.getLogger(QualityReader.class);
    private static final int DAYS = 7;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final QualityClient ingest;
    private final ZoneId zone;
    private final Clock clock;

    QualityReader(
            @RestClient QualityClient ingest, @ConfigProperty(name = "lodestar.time-zone") ZoneId zone, Clock clock) {
        this.ingest = ingest;
        this.zone = zone;
        this.clock = clock;
    }

    /** By data set the last of the seven days before today on which rows came; unknown where nobody answers. */
    Uni<DataQuality> read() {
        LocalDate today = LocalDate.now(clock.withZone(zone));
        return ingest.days(today.minusDays(DAYS).toString(), today.toString())
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .map(QualityReader::latest)
                .onFailure()
                .invoke(failure ->
                        LOG.warn("The quality of the data is not known, so rules about it are not judged", failure))
                .onFailure()
                .recoverWithItem(DataQuality.unknown("ingest_unavailable"));
    }

    private static DataQuality latest(QualityAnswer answer) {
        Map<String, DataQuality.Day> days = new HashMap<>();
        answer.days().stream()
                .sorted(Comparator.comparing(QualityAnswer.Day::date))
                .forEach(day -> {
                    if (day.score() != null) {
                        days.put(day.dataSet(), new DataQuality.Day(day.date(), day.score(), day.received()));
                    }
                });
        return new DataQuality(days, null);
    }
}
