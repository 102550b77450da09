package dev.lodestar.engine.feature;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.Ratio;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.query.FeatureQuery;
import dev.lodestar.engine.query.FeatureQuery.Classes;
import dev.lodestar.engine.query.Histogram;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.time.ProjectCalendar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adoption of the plan's features in a range. The median time to first use is exact: the first round finds the classes that its two middle
 * ranks fall in, the second the times in those classes. How often a feature is used is told by the days of the range on which each adopter did.
 */
public final class FeatureAdoptionAnalysis {
    private final AnalysisContext context;

    /** An analysis in some surroundings. */
    public FeatureAdoptionAnalysis(AnalysisContext context) {
        this.context = context;
    }

    /** One row a feature, in the order of the plan. */
    public FeatureAdoptionAnswer analyse(Scope scope) {
        Inquiry inquiry = new Inquiry(context, scope);
        Tally tally = inquiry.ask(new FeatureQuery(inquiry.range(), inquiry.filters(), List.of()));
        List<String> names = context.plan().featureNames();
        boolean known = inquiry.extent().activity();
        List<FeatureAdoption> features = known
                ? adoptions(names, tally, medians(inquiry, tally, names.size()))
                : names.stream()
                        .map(name -> new FeatureAdoption(name, null, null, null, null, null, null, null, null, null))
                        .toList();
        Map<String, @Nullable Object> definition = inquiry.definition("feature_adoption");
        definition.put("features", eventTypesByFeature());
        return new FeatureAdoptionAnswer(
                definition,
                inquiry.asOf(),
                inquiry.completeness(),
                inquiry.computedAt(),
                known ? tally.count(FeatureQuery.ACTIVE) : null,
                features,
                inquiry.inactivity());
    }

    private Map<String, List<String>> eventTypesByFeature() {
        Map<String, List<String>> eventTypes = new LinkedHashMap<>();
        context.plan()
                .features()
                .forEach(feature -> eventTypes.put(
                        feature.name(), feature.eventTypes().stream().sorted().toList()));
        return eventTypes;
    }

    private static List<FeatureAdoption> adoptions(List<String> names, Tally tally, List<@Nullable Double> medianDays) {
        long active = tally.count(FeatureQuery.ACTIVE);
        long eligible = tally.count(FeatureQuery.ELIGIBLE);
        long[] adopters = tally.row(FeatureQuery.ADOPTERS, names.size());
        long[] activeAdopters = tally.row(FeatureQuery.ACTIVE_ADOPTERS, names.size());
        long[] uses = tally.row(FeatureQuery.USES, names.size());
        List<FeatureAdoption> features = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            features.add(new FeatureAdoption(
                    names.get(i),
                    adopters[i],
                    eligible,
                    Ratio.of(adopters[i], eligible),
                    uses[i],
                    Ratio.of(uses[i], adopters[i]),
                    medianDays.get(i),
                    mean(tally.histogram(FeatureQuery.daysOf(i))),
                    median(tally.histogram(FeatureQuery.daysOf(i))),
                    Ratio.of(activeAdopters[i], active)));
        }
        return features;
    }

    private static @Nullable Double mean(Histogram days) {
        long sum = 0;
        for (int i = 0; i < days.values().length; i++) {
            sum += days.values()[i] * days.counts()[i];
        }
        return Ratio.of(sum, days.total());
    }

    private static @Nullable Double median(Histogram days) {
        long total = days.total();
        return total == 0 ? null : (Double) ((days.ranked((total - 1) / 2) + days.ranked(total / 2)) / 2.0);
    }

    private static List<@Nullable Double> medians(Inquiry inquiry, Tally byClass, int features) {
        List<Classes> wanted = new ArrayList<>(features);
        for (int i = 0; i < features; i++) {
            wanted.add(middleClasses(byClass.histogram(FeatureQuery.firstUseOf(i))));
        }
        Tally exact = inquiry.ask(new FeatureQuery(inquiry.range(), inquiry.filters(), wanted));
        List<@Nullable Double> medians = new ArrayList<>(features);
        for (int i = 0; i < features; i++) {
            String name = FeatureQuery.firstUseOf(i);
            medians.add(medianDays(byClass.histogram(name), exact.histogram(name)));
        }
        return medians;
    }

    /** The classes of the two middle ranks; no time lies in a class between them. */
    private static Classes middleClasses(Histogram classes) {
        long total = classes.total();
        return total == 0 ? Classes.NONE : new Classes(classes.ranked((total - 1) / 2), classes.ranked(total / 2));
    }

    private static @Nullable Double medianDays(Histogram classes, Histogram exact) {
        long total = classes.total();
        if (total == 0 || exact.total() == 0) {
            return null;
        }
        long below = classes.countBelow(classes.ranked((total - 1) / 2));
        double lower = exact.ranked((total - 1) / 2 - below);
        double upper = exact.ranked(total / 2 - below);
        return (lower + upper) / 2 / ProjectCalendar.DAY_MILLIS;
    }
}
