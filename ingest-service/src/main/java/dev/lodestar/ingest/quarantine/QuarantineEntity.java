package dev.lodestar.ingest.quarantine;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code quarantine}. */
@Entity
@Table(name = "quarantine")
public class QuarantineEntity extends PanacheEntityBase {
    @Id
    @Column(name = "quarantine_id")
    public long quarantineId;

    @Column(name = "data_set")
    public String dataSet;

    @Column(name = "received_at")
    public Instant receivedAt;

    public String code;
    public String detail;
    public byte[] raw;

    /** Of the key that {@link #raw} is encrypted under; null where it is in clear. */
    @Column(name = "key_version")
    public @Nullable Short keyVersion;

    @Column(name = "raw_length")
    public long rawLength;

    @Column(name = "plan_version")
    public int planVersion;

    @Column(name = "import_id")
    public @Nullable UUID importId;

    @Column(name = "row_number")
    public @Nullable Long rowNumber;
}
