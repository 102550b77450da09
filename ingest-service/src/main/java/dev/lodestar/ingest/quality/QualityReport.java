package dev.lodestar.ingest.quality;

import dev.lodestar.ingest.validation.QualityCode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How good the data is, by data set and day of receipt in the project's zone. */
public record QualityReport(List<Day> days) {
    /** Weight of a finding that costs a row, in tenths. */
    private static final long REFUSED_TENTHS = 10;

    /** Weight of a finding that is stored all the same, in tenths. */
    private static final long COUNTED_TENTHS = 1;

    static final double REFUSED_WEIGHT = REFUSED_TENTHS / 10.0;
    static final double COUNTED_WEIGHT = COUNTED_TENTHS / 10.0;

    /**
     * One day of one data set.
     *
     * @param findings rows by quality code
     * @param score 1 − Σ weight · findings / received, at least 0; a finding weighs 1 when it costs the row, 0.1 when it is only counted; null
     *     when nothing was received
     */
    public record Day(
            String dataSet,
            LocalDate date,
            long received,
            long stored,
            long duplicate,
            long quarantined,
            Map<String, Long> findings,
            @Nullable Double score) {}

    static QualityReport of(List<BookedCount> counts, ZoneId zone) {
        Map<String, Map<LocalDate, Map<String, Long>>> books = new TreeMap<>();
        for (BookedCount count : counts) {
            books.computeIfAbsent(count.dataSet(), ignored -> new TreeMap<>())
                    .computeIfAbsent(count.quarter().atZone(zone).toLocalDate(), ignored -> new TreeMap<>())
                    .merge(count.code(), count.count(), Long::sum);
        }
        List<Day> days = new ArrayList<>();
        books.forEach((dataSet, byDate) -> byDate.forEach((date, codes) -> days.add(day(dataSet, date, codes))));
        return new QualityReport(days);
    }

    /** By data set: the score of its last day on which anything was received; a set that received nothing has none. */
    Map<String, Double> latestScores() {
        Map<String, Double> latest = new TreeMap<>();
        days.stream().sorted(Comparator.comparing(Day::date)).forEach(day -> {
            Double score = day.score();
            if (score != null) {
                latest.put(day.dataSet(), score);
            }
        });
        return latest;
    }

    private static Day day(String dataSet, LocalDate date, Map<String, Long> codes) {
        Map<String, Long> findings = new TreeMap<>();
        long tenths = 0;
        for (Map.Entry<String, Long> entry : codes.entrySet()) {
            Optional<QualityCode> code = qualityCode(entry.getKey());
            if (code.isPresent()) {
                findings.put(entry.getKey(), entry.getValue());
                tenths += (code.get().quarantines() ? REFUSED_TENTHS : COUNTED_TENTHS) * entry.getValue();
            }
        }
        long stored = count(codes, Fate.STORED);
        long duplicate = count(codes, Fate.DUPLICATE) + count(codes, Fate.STORED_BEFORE);
        long quarantined = count(codes, Fate.QUARANTINED);
        // A service that died before it could book left rows in the log; they were received all the same.
        long settled = stored + duplicate + quarantined + count(codes, Fate.DEAD_LETTER);
        long received = Math.max(count(codes, Fate.RECEIVED), settled);
        return new Day(
                dataSet,
                date,
                received,
                stored,
                duplicate,
                quarantined,
                findings,
                received == 0 ? null : score(10 * received, tenths));
    }

    /** In one division, so that a score that is 0.1 in decimal is no less than 0.1. */
    private static double score(long receivedTenths, long violationTenths) {
        return Math.max(0, receivedTenths - violationTenths) / (double) receivedTenths;
    }

    private static Optional<QualityCode> qualityCode(String wireName) {
        return Arrays.stream(QualityCode.values())
                .filter(code -> code.wireName().equals(wireName))
                .findFirst();
    }

    private static long count(Map<String, Long> codes, Fate fate) {
        return codes.getOrDefault(fate.wireName(), 0L);
    }
}
