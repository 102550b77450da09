package dev.lodestar.growth.observation;

import com.fasterxml.jackson.core.JacksonException;
import dev.lodestar.growth.observation.domain.ObservedProduct;
import dev.lodestar.kit.problem.Problem;
import dev.lodestar.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** Asks the metrics and cohort services what the product looks like now. */
@ApplicationScoped
public class ObservationService {

    private static final Logger LOG = Logger.getLogger(ObservationService.class);

    /** Between two attempts to reach a service that is away. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final MetricsClient metrics;
    private final CohortClient cohorts;
    private final ObservationConfig config;

    ObservationService(@RestClient MetricsClient metrics, @RestClient CohortClient cohorts, ObservationConfig config) {
        this.metrics = metrics;
        this.cohorts = cohorts;
        this.config = config;
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

    /** What a service answers; one that is being replaced is asked again until it is back. The gateway cannot: it has reached growth. */
    private <T> Uni<T> answer(String service, Uni<T> call) {
        long outage = config.outage().toMillis();
        Uni<T> patient = outage == 0
                ? call
                : call.onFailure(ObservationService::isAway)
                        .retry()
                        .withBackOff(PAUSE, PAUSE)
                        .expireIn(outage);
        return patient.onFailure().transform(failure -> unavailable(service, failure));
    }

    /** No connection, one that ended without an answer, or what the platform says of a service that stops; its own refusals are problems with a code. */
    private static boolean isAway(Throwable failure) {
        if (failure instanceof WebApplicationException answered) {
            MediaType type = answered.getResponse().getMediaType();
            return answered.getResponse().getStatus() == 503
                    && (type == null || !type.toString().startsWith(Problem.MEDIA_TYPE));
        }
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> cause instanceof IOException && !(cause instanceof JacksonException));
    }

    private static ProblemException unavailable(String service, Throwable failure) {
        LOG.warnf(failure, "Upstream does not answer, service=%s", service);
        return ProblemException.unavailable(service + " does not answer, and the figures of growth build on its own");
    }
}
