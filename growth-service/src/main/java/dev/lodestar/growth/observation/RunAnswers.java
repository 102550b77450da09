package dev.lodestar.growth.observation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.growth.observation.domain.ObservedProduct;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads what was observed from the results of an analysis run. */
@ApplicationScoped
public class RunAnswers {

    /** The steps whose answers are read. */
    public static final Set<AnalysisStep> STEPS = Set.of(
            AnalysisStep.SUMMARY,
            AnalysisStep.ACQUISITION,
            AnalysisStep.FUNNEL,
            AnalysisStep.RETENTION,
            AnalysisStep.LTV);

    private static final Logger LOG = Logger.getLogger(RunAnswers.class);

    private final ObjectMapper mapper;

    RunAnswers(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** What the answers of the steps that succeeded tell of the product. */
    public ObservedProduct read(Map<AnalysisStep, JsonNode> answers) {
        JsonNode funnel = answers.get(AnalysisStep.FUNNEL);
        return new ObservedAnswers(
                        read(answers.get(AnalysisStep.SUMMARY), SummaryAnswer.class),
                        read(answers.get(AnalysisStep.ACQUISITION), AcquisitionAnswer.class),
                        read(part(funnel, "total"), FunnelAnswer.class),
                        read(answers.get(AnalysisStep.RETENTION), RetentionAnswer.class),
                        read(answers.get(AnalysisStep.LTV), LtvAnswer.class))
                .toDomain();
    }

    private static @Nullable JsonNode part(@Nullable JsonNode answer, String name) {
        return answer == null ? null : answer.get(name);
    }

    /** An answer that cannot be read counts as missing, and is an error of one of the two services. */
    private <T> @Nullable T read(@Nullable JsonNode answer, Class<T> type) {
        if (answer == null) {
            return null;
        }
        try {
            return mapper.treeToValue(answer, type);
        } catch (JsonProcessingException e) {
            LOG.errorf(e, "Unreadable answer of a run step, type=%s", type.getSimpleName());
            return null;
        }
    }
}
