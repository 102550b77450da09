package dev.lodestar.report.alert;

import dev.lodestar.kit.problem.ProblemException;
import dev.lodestar.report.notification.ChannelDraft;
import dev.lodestar.report.notification.ChannelReader;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps rules. Blocking where channels are read: names are looked up. */
@ApplicationScoped
class RuleService {
    private final RuleStore store;
    private final ChannelReader channels;
    private final AlertConfig config;
    private final Clock clock;

    RuleService(RuleStore store, ChannelReader channels, AlertConfig config, Clock clock) {
        this.store = store;
        this.channels = channels;
        this.config = config;
        this.clock = clock;
    }

    Uni<RulesResponse> page(@Nullable String cursor, @Nullable Integer limit) {
        int size = Pages.size(limit, config);
        String after = cursor == null ? "" : Pages.name(cursor);
        return store.page(after, size + 1).map(found -> {
            boolean more = found.size() > size;
            List<RuleResponse> page = more ? found.subList(0, size) : found;
            return new RulesResponse(page, more ? Pages.after(page.getLast().name()) : null);
        });
    }

    Uni<RuleResponse> get(UUID id) {
        return store.get(id);
    }

    Uni<RuleResponse> add(RuleRequest request, String by) {
        request.requireNoVersion();
        RuleDraft draft = request.toDomain(config);
        List<ChannelDraft> own = channels.read(request.channels());
        return store.add(UUID.randomUUID(), draft, own, by, clock.instant());
    }

    Uni<RuleResponse> replace(UUID id, RuleRequest request, String by) {
        int version = request.requiredVersion();
        RuleDraft draft = request.toDomain(config);
        List<ChannelDraft> own = channels.read(request.channels());
        return store.replace(id, version, draft, own, by, clock.instant());
    }

    Uni<Void> delete(UUID id) {
        return store.delete(id, clock.instant());
    }

    /** A body; a problem where there is none. */
    static RuleRequest required(@Nullable RuleRequest request) {
        if (request == null) {
            throw ProblemException.invalid("body", null, "a rule");
        }
        return request;
    }
}
