package dev.lodestar.growth.assumption;

import dev.lodestar.growth.assumption.domain.AssumptionName;
import dev.lodestar.growth.assumption.domain.AssumptionVersion;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;

/** A row of {@code assumption}: one version, keyed by name and first day. */
@Entity
@Table(name = "assumption")
class AssumptionEntity {

    @EmbeddedId
    Key key;

    @Column(name = "assumed_value")
    double assumedValue;

    String source;

    @Column(name = "recorded_at")
    Instant recordedAt;

    @Column(name = "recorded_by")
    String recordedBy;

    /** A project has one version of a name that begins on a day; a second one replaces it. */
    @Embeddable
    record Key(
            @Enumerated(EnumType.STRING) AssumptionName name,
            @Column(name = "valid_from") LocalDate validFrom) implements Serializable {}

    static AssumptionEntity of(AssumptionVersion version, Instant recordedAt, String recordedBy) {
        var entity = new AssumptionEntity();
        entity.key = new Key(version.name(), version.validFrom());
        entity.assumedValue = version.value();
        entity.source = version.source();
        entity.recordedAt = recordedAt;
        entity.recordedBy = recordedBy;
        return entity;
    }

    AssumptionVersion toDomain() {
        return new AssumptionVersion(key.name(), key.validFrom(), assumedValue, source);
    }
}
