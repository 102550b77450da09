package dev.lodestar.report.run;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;

/** Row of {@code analysis_answer}: the JSON body a step was answered with. Apart from the steps, because lists of runs never need it. */
@Entity
@Table(name = "analysis_answer")
@IdClass(AnswerEntity.Key.class)
class AnswerEntity {
    /** Primary key. */
    record Key(UUID runId, String name) implements Serializable {}

    @Id
    @Column(name = "run_id")
    UUID runId;

    @Id
    String name;

    String body;

    static AnswerEntity of(UUID runId, String name, String body) {
        AnswerEntity answer = new AnswerEntity();
        answer.runId = runId;
        answer.name = name;
        answer.body = body;
        return answer;
    }
}
