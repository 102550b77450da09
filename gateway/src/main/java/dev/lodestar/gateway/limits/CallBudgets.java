package dev.lodestar.gateway.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lodestar.gateway.caller.Caller;
import dev.lodestar.gateway.limits.LimitsConfig.Allowance;
import dev.lodestar.gateway.limits.LimitsConfig.RouteLimits;
import dev.lodestar.gateway.routing.Exchange;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The budgets of all clients that called lately. */
@ApplicationScoped
public class CallBudgets {
    /** A budget that nobody touched for this long, and for its own period, is whole again and need not be kept. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(2);

    private final LimitsConfig config;
    private final Cache<Key, CallBudget> budgets;

    CallBudgets(LimitsConfig config) {
        this.config = config;
        this.budgets = Caffeine.newBuilder()
                .maximumSize(config.remembered())
                .expireAfterAccess(FORGOTTEN_AFTER)
                .build();
    }

    /** The budget of a verified caller for a class of routes. A person's calls through two clients are counted apart. */
    public CallBudget of(Caller caller, Exchange exchange) {
        RouteLimits limits = config.of(exchange);
        Key key = new Key(exchange, caller.subject(), caller.client());
        return budgets.get(key, absent -> budget(exchange.name(), limits, limits.atOnce()));
    }

    /** The budget of an address for calls without a valid token. */
    public CallBudget ofAddress(String address) {
        return budgets.get(
                new Key(null, address, null), absent -> budget("anonymous", config.anonymous(), Integer.MAX_VALUE));
    }

    private CallBudget budget(String name, Allowance allowance, int atOnce) {
        if (allowance.period().compareTo(FORGOTTEN_AFTER) > 0) {
            throw new IllegalArgumentException("the period of lodestar.limits." + name.toLowerCase(Locale.ROOT) + " is "
                    + allowance.period() + "; at most " + FORGOTTEN_AFTER + " is possible");
        }
        return new CallBudget(
                name.toLowerCase(Locale.ROOT),
                allowance.calls(),
                allowance.period(),
                atOnce,
                TimeMeter.SYSTEM_NANOTIME);
    }

    private record Key(
            @Nullable Exchange exchange,
            String subject,
            @Nullable String client) {}
}
