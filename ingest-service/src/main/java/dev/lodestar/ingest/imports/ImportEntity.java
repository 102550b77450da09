package dev.lodestar.ingest.imports;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code import_file}. */
@Entity
@Table(name = "import_file")
public class ImportEntity extends PanacheEntityBase {
    @Id
    @Column(name = "import_id")
    public UUID importId;

    @Column(name = "data_set")
    public String dataSet;

    public String state;

    @Column(name = "file_name")
    public @Nullable String fileName;

    @Column(name = "media_type")
    public String mediaType;

    @Column(name = "content_length")
    public @Nullable Long contentLength;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "updated_at")
    public Instant updatedAt;

    @Column(name = "finished_at")
    public @Nullable Instant finishedAt;

    @Column(name = "created_by")
    public String createdBy;

    public long bytes;
    public @Nullable String sha256;

    @Column(name = "rows_read")
    public long rowsRead;

    public long accepted;
    public long quarantined;

    @Column(name = "ignored_columns")
    @Convert(converter = TextListConverter.class)
    public List<String> ignoredColumns = List.of();

    @Convert(converter = OffsetsConverter.class)
    public Map<Integer, Long> offsets = Map.of();

    /** The header line of a CSV file, as it came. */
    public String header = "";

    @Column(name = "failure_code")
    public @Nullable String failureCode;

    public @Nullable String failure;
}
