package dev.lodestar.ingest.intake;

import dev.lodestar.ingest.plan.PlanInForce;
import dev.lodestar.ingest.reading.SourceRow;
import dev.lodestar.ingest.validation.AcquisitionValidator;
import dev.lodestar.ingest.validation.DataSet;
import dev.lodestar.ingest.validation.EventValidator;
import dev.lodestar.ingest.validation.ProfileValidator;
import dev.lodestar.ingest.validation.RowValidator;
import dev.lodestar.ingest.validation.UserIds;
import dev.lodestar.ingest.validation.ValidationConfig;
import dev.lodestar.ingest.validation.ValidationLimits;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The validator of each data set. */
@ApplicationScoped
class Validators {
    private final RowValidator events;
    private final RowValidator profiles;
    private final RowValidator acquisition;
    private final UserIds userIds;

    Validators(PlanInForce plan, ValidationConfig config, ValidationLimits limits, ZoneId zone) {
        this.events = new EventValidator(plan.plan(), config, limits, zone);
        this.profiles = new ProfileValidator(limits, zone);
        this.acquisition = new AcquisitionValidator(limits, zone);
        this.userIds = new UserIds(limits);
    }

    /** The user id that stands in a row, whatever else is wrong with it; null where none can be read. */
    @Nullable
    String userOf(SourceRow row) {
        return userIds.of(row);
    }

    RowValidator of(DataSet dataSet) {
        return switch (dataSet) {
            case EVENTS -> events;
            case PROFILES -> profiles;
            case ACQUISITION -> acquisition;
        };
    }
}
