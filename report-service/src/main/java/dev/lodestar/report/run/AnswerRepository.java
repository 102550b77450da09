package dev.lodestar.report.run;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The answers of steps. */
@ApplicationScoped
class AnswerRepository implements PanacheRepositoryBase<AnswerEntity, AnswerEntity.Key> {}
