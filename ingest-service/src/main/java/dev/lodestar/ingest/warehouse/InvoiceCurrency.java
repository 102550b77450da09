package dev.lodestar.ingest.warehouse;

import dev.lodestar.contracts.timeline.EventRecord;
import dev.lodestar.contracts.timeline.PropertyValue;
import dev.lodestar.ingest.plan.PlanInForce;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Currency;

/** Tells invoices that name another currency than the project's: their amounts are added to the others as they stand. */
@ApplicationScoped
class InvoiceCurrency {
    private static final String PROPERTY = "currency";

    private final String revenueEvent;
    private final String code;

    InvoiceCurrency(PlanInForce plan, Currency project) {
        this.revenueEvent = plan.plan().revenueEvent();
        this.code = project.getCurrencyCode();
    }

    /** Whether an event is an invoice of another currency. One that names none is of the project's; codes are read in any case. */
    boolean isOther(EventRecord event) {
        if (!event.getEventType().equals(revenueEvent)) {
            return false;
        }
        String named = event.getPropertiesOrDefault(PROPERTY, PropertyValue.getDefaultInstance())
                .getText();
        return !named.isEmpty() && !named.equalsIgnoreCase(code);
    }
}
