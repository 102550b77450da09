package dev.lodestar.report.alert;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of rules by name; {@code nextCursor} is null on the last page. */
@RegisterForReflection
record RulesResponse(List<RuleResponse> rules, @Nullable String nextCursor) {}
