package dev.lodestar.growth.observation;

import dev.lodestar.growth.observation.domain.ObservedProduct;
import dev.lodestar.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** Asks the metrics and cohort services what the product looks like now. */
@ApplicationScoped
public class ObservationService {

    private static final Logger LOG = Logger.getLogger(ObservationService.class);

    private final MetricsClient metrics;
    private final CohortClient cohorts;

    ObservationService(@RestClient MetricsClient metrics, @RestClient CohortClient cohorts) {
        this.metrics = metrics;
        this.cohorts = cohorts;
    }

    /**
     * The product over the default range, seen with the rights of the caller.
     *
     * @throws ProblemException (in the Uni) of kind unavailable when one of the services does not answer in time
     */
    public Uni<ObservedProduct> observe() {
        return Uni.combine()
                .all()
                .unis(
                        answer("metrics-service", metrics.summary()),
                        answer("metrics-service", metrics.acquisition()),
                        answer("metrics-service", metrics.funnel()),
                        answer("cohort-service", cohorts.retention("monthly")),
                        answer("cohort-service", cohorts.ltv()))
                .with(ObservedAnswers::new)
                .map(ObservedAnswers::toDomain);
    }

    private static <T> Uni<T> answer(String service, Uni<T> call) {
        return call.onFailure().transform(failure -> unavailable(service, failure));
    }

    private static ProblemException unavailable(String service, Throwable failure) {
        LOG.warnf(failure, "Upstream does not answer, service=%s", service);
        return ProblemException.unavailable(service + " does not answer, and the figures of growth build on its own");
    }
}
