package dev.lodestar.growth.run;

import dev.lodestar.contracts.analysis.AnalysisStep;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** A row of {@code growth_run_input}: the result of a step that growth builds on. */
@Entity
@Table(name = "growth_run_input")
class RunInputEntity {

    @EmbeddedId
    Key key;

    /** The result as it came, JSON. */
    String result;

    @Column(name = "received_at")
    Instant receivedAt;

    @Embeddable
    record Key(
            @Column(name = "run_id") String runId,
            @Enumerated(EnumType.STRING) AnalysisStep step) implements Serializable {}
}
