package dev.lodestar.kit.project;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Currency;
import org.eclipse.microprofile.config.Config;

/**
 * The currency of every amount of the project. Amounts are added as they come and never converted, so one that nobody can name stops the start. So do codes
 * of ISO 4217 that are no money to write amounts in, such as XAU (gold): they have no decimals.
 */
@ApplicationScoped
public class ProjectCurrency {
    private static final String SETTING = "lodestar.currency";

    private final Config config;

    ProjectCurrency(Config config) {
        this.config = config;
    }

    void check(@Observes StartupEvent starting) {
        of(config);
    }

    @Produces
    @Singleton
    Currency currency() {
        return of(config);
    }

    static Currency of(Config config) {
        String code = config.getValue(SETTING, String.class);
        return Currency.getAvailableCurrencies().stream()
                .filter(currency -> currency.getCurrencyCode().equals(code) && currency.getDefaultFractionDigits() >= 0)
                .findAny()
                .orElseThrow(() -> new IllegalStateException("Lodestar does not start with " + SETTING + " '" + code
                        + "': it is not an ISO 4217 code of a currency. Set it to one in capitals, such as EUR."));
    }
}
