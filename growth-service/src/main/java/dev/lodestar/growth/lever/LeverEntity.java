package dev.lodestar.growth.lever;

import dev.lodestar.growth.lever.domain.Confidence;
import dev.lodestar.growth.lever.domain.Lever;
import dev.lodestar.growth.lever.domain.Lift;
import dev.lodestar.growth.lever.domain.Stage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code lever}: one that the project has set. */
@Entity
@Table(name = "lever")
class LeverEntity {

    @Id
    String name;

    @Enumerated(EnumType.STRING)
    Stage stage;

    @Column(name = "lift_mode")
    double liftMode;

    @Column(name = "low_multiple")
    double lowMultiple;

    @Column(name = "high_multiple")
    double highMultiple;

    @Enumerated(EnumType.STRING)
    Confidence confidence;

    double cost;

    @Column(name = "effort_person_months")
    double effortPersonMonths;

    @Column(name = "ramp_months")
    int rampMonths;

    @Column(name = "start_month")
    int startMonth;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "updated_by")
    String updatedBy;

    static LeverEntity of(Lever lever, Instant updatedAt, String updatedBy) {
        var entity = new LeverEntity();
        entity.name = lever.name();
        entity.stage = lever.stage();
        entity.liftMode = lever.lift().mode();
        entity.lowMultiple = lever.lift().lowMultiple();
        entity.highMultiple = lever.lift().highMultiple();
        entity.confidence = lever.confidence();
        entity.cost = lever.cost();
        entity.effortPersonMonths = lever.effortPersonMonths();
        entity.rampMonths = lever.rampMonths();
        entity.startMonth = lever.startMonth();
        entity.updatedAt = updatedAt;
        entity.updatedBy = updatedBy;
        return entity;
    }

    Lever toDomain() {
        return new Lever(
                name,
                stage,
                new Lift(liftMode, lowMultiple, highMultiple),
                confidence,
                cost,
                effortPersonMonths,
                rampMonths,
                startMonth);
    }
}
