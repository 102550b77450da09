package dev.lodestar.cohort.saved;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A row of {@code saved_cohort_body}: the JSON of a definition, or of a list of pseudonyms. */
@Entity
@Table(name = "saved_cohort_body")
class SavedCohortBodyEntity {
    @Id
    UUID id;

    String body;

    static SavedCohortBodyEntity of(UUID id, String body) {
        SavedCohortBodyEntity entity = new SavedCohortBodyEntity();
        entity.id = id;
        entity.body = body;
        return entity;
    }
}
