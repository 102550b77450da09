package dev.lodestar.engine.acquisition;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.Reason;
import dev.lodestar.engine.analysis.Scope;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Adds up visitors and spend over the range. Neither can be told apart by what users have or do: of some users only, nothing is known. */
public final class AcquisitionAnalysis {
    private final AnalysisContext context;

    /** An analysis in some surroundings. */
    public AcquisitionAnalysis(AnalysisContext context) {
        this.context = context;
    }

    private static final class Sum {
        private long visitors;
        private @Nullable Double spend;

        void add(DailyAcquisition row) {
            visitors = Math.addExact(visitors, row.visitors());
            Double more = row.spend();
            if (more != null) {
                spend = spend == null ? more : Double.valueOf(spend + more);
            }
        }
    }

    /** The sums of the rows that lie in the range. */
    public AcquisitionAnswer analyse(Scope scope, List<DailyAcquisition> acquisition) {
        Inquiry inquiry = new Inquiry(context, scope);
        boolean ofSome = !inquiry.filters().isEmpty();
        List<DailyAcquisition> rows = ofSome ? List.of() : inRange(acquisition, inquiry);
        Sum total = new Sum();
        rows.forEach(total::add);
        List<ChannelAcquisition> channels = new ArrayList<>();
        sumsBy(rows, DailyAcquisition::channel)
                .forEach((channel, sum) -> channels.add(new ChannelAcquisition(channel, sum.visitors, sum.spend)));
        List<MonthlyAcquisition> months = new ArrayList<>();
        SortedMap<LocalDate, Sum> byMonth = sumsBy(rows, row -> row.date().withDayOfMonth(1));
        byMonth.forEach((month, sum) -> months.add(new MonthlyAcquisition(month, sum.visitors, sum.spend)));
        Map<String, @Nullable Object> definition = inquiry.definition("acquisition");
        return new AcquisitionAnswer(
                definition,
                inquiry.asOf(),
                inquiry.completeness(),
                inquiry.computedAt(),
                rows.isEmpty() ? null : rows.getFirst().date(),
                rows.isEmpty() ? null : rows.getLast().date().plusDays(1),
                rows.isEmpty() ? null : total.visitors,
                total.spend,
                channels,
                months,
                reason(ofSome, rows));
    }

    private static @Nullable String reason(boolean ofSome, List<DailyAcquisition> rows) {
        if (ofSome) {
            return Reason.VISITORS_NOT_SPLIT;
        }
        return rows.isEmpty() ? Reason.NO_VISITORS : null;
    }

    /** The rows that lie in the range, by date and channel, so that sums of spend do not depend on the order of arrival. */
    public static List<DailyAcquisition> inRange(List<DailyAcquisition> acquisition, Inquiry inquiry) {
        return acquisition.stream()
                .filter(row -> inquiry.range().contains((int) row.date().toEpochDay()))
                .sorted(Comparator.comparing(DailyAcquisition::date).thenComparing(DailyAcquisition::channel))
                .toList();
    }

    private static <K extends Comparable<? super K>> SortedMap<K, Sum> sumsBy(
            List<DailyAcquisition> rows, Function<DailyAcquisition, K> key) {
        SortedMap<K, Sum> sums = new TreeMap<>();
        rows.forEach(row ->
                sums.computeIfAbsent(key.apply(row), ignored -> new Sum()).add(row));
        return sums;
    }
}
