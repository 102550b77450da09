package dev.lodestar.gateway.edge;

import dev.lodestar.gateway.limits.CallBudget;
import dev.lodestar.gateway.limits.CallBudget.Charge;
import dev.lodestar.gateway.limits.CallBudgets;
import dev.lodestar.gateway.routing.Exchange;
import dev.lodestar.gateway.routing.RouteMatch;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts calls against the budgets of their clients. Each method answers the call itself when it says no. */
@ApplicationScoped
class Turnstile {
    private static final String SOON = "1";

    private final CallBudgets budgets;
    private final Refusals refusals;

    Turnstile(CallBudgets budgets, Refusals refusals) {
        this.budgets = budgets;
        this.refusals = refusals;
    }

    /** Charges a call without a valid token to its address. */
    boolean admitsStranger(ApiCall call) {
        return charge(call, budgets.ofAddress(call.sourceAddress()));
    }

    /** Charges a call to its client, whether or not the route exists and the role suffices: looking for holes costs as much as using the API. */
    boolean admits(ApiCall call, RouteMatch match) {
        Exchange exchange =
                match instanceof RouteMatch.Found found ? found.route().exchange() : Exchange.QUERY;
        return charge(call, budgets.of(call.caller(), exchange));
    }

    private boolean charge(ApiCall call, CallBudget budget) {
        Charge charge = budget.charge();
        HttpServerResponse response = call.context().response();
        response.putHeader("RateLimit-Policy", budget.policy());
        response.putHeader("RateLimit", budget.state(charge));
        if (!charge.admitted()) {
            String wait = Long.toString(charge.retryAfterSeconds());
            response.putHeader(HttpHeaders.RETRY_AFTER, wait);
            refusals.refuse(call, GatewayProblem.RATE_LIMITED, "The next call is possible in " + wait + " s");
        }
        return charge.admitted();
    }

    /** Takes one of the client's places for open calls, until the answer has gone or the connection is lost. */
    boolean opens(ApiCall call) {
        CallBudget budget = budgets.of(call.caller(), call.route().exchange());
        if (!budget.open()) {
            call.context().response().putHeader(HttpHeaders.RETRY_AFTER, SOON);
            refusals.refuse(call, GatewayProblem.TOO_MANY_AT_ONCE, "The limit is " + budget.atOnce());
            return false;
        }
        Runnable closing = budget.closing();
        call.context().addEndHandler(ended -> closing.run());
        return true;
    }
}
