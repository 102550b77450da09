package dev.lodestar.cohort.saved;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code saved_cohort}. */
@Entity
@Table(name = "saved_cohort")
class SavedCohortEntity {
    private static final String SEPARATOR = " ";

    @Id
    UUID id;

    String name;

    @Nullable
    String description;

    String kind;

    /** How many users a static cohort lists. */
    @Column(name = "listed_users")
    @Nullable
    Integer listedUsers;

    /** The ids of the cohorts that the definition refers to. */
    @Column(name = "referred_to")
    String referredTo;

    int version;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "updated_by")
    String updatedBy;

    @Column(name = "deleted_at")
    @Nullable
    Instant deletedAt;

    @Column(name = "deleted_by")
    @Nullable
    String deletedBy;

    /** When the broker took the row as it is; null until then. */
    @Column(name = "published_at")
    @Nullable
    Instant publishedAt;

    /** Takes over what a draft says. */
    void take(CohortDraft draft, Instant at) {
        name = draft.name();
        description = draft.description();
        kind = draft.kind();
        listedUsers = draft.listedUsers();
        referredTo = String.join(SEPARATOR, draft.references());
        updatedAt = at;
        updatedBy = draft.by();
    }
}
