package dev.lodestar.gateway.edge;

import dev.lodestar.gateway.caller.BoundTokens;
import dev.lodestar.gateway.caller.Caller;
import dev.lodestar.gateway.caller.SessionTenant;
import dev.lodestar.gateway.caller.VerifiedTokens;
import dev.lodestar.gateway.limits.LimitsConfig;
import dev.lodestar.gateway.routing.Exchange;
import dev.lodestar.gateway.routing.RouteMatch;
import dev.lodestar.gateway.routing.RouteTable;
import dev.lodestar.gateway.routing.Target;
import dev.lodestar.kit.problem.CommonProblem;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every call of the API: authenticates, finds the route, checks the role, and hands the call on. Denies what it does not know. */
@ApplicationScoped
class ApiHandler {
    /** Pages of the same origin can set it, other sites cannot: CORS is closed. */
    static final String SAME_ORIGIN_HEADER = "X-Requested-With";

    private static final int AFTER_AUTHENTICATION = 500;
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final Refusals refusals;
    private final ReverseProxy proxy;
    private final LimitsConfig limits;
    private final Turnstile turnstile;
    private final BoundTokens boundTokens;
    private final VerifiedTokens verifiedTokens;

    ApiHandler(
            Refusals refusals,
            ReverseProxy proxy,
            LimitsConfig limits,
            Turnstile turnstile,
            BoundTokens boundTokens,
            VerifiedTokens verifiedTokens) {
        this.refusals = refusals;
        this.boundTokens = boundTokens;
        this.verifiedTokens = verifiedTokens;
        this.limits = limits;
        this.turnstile = turnstile;
        this.proxy = proxy;
    }

    void register(@Observes Router router) {
        router.route("/api/*").order(AFTER_AUTHENTICATION).handler(this::authenticate);
    }

    private void authenticate(RoutingContext context) {
        ApiCall call = ApiCall.of(context);
        context.request().pause();
        RouteMatch match =
                RouteTable.match(context.request().method(), context.request().path());
        if (match instanceof RouteMatch.Found found) {
            call.to(found);
        }
        Caller known = isAnsweredHere(match) ? null : verifiedTokens.recall(authorization(call));
        if (known == null) {
            verify(call, match);
        } else {
            decide(call, match, known);
        }
    }

    private static @Nullable String authorization(ApiCall call) {
        return call.context().request().getHeader(HttpHeaders.AUTHORIZATION);
    }

    /** What the gateway answers itself asks the platform who calls, in more words than are remembered. */
    private static boolean isAnsweredHere(RouteMatch match) {
        return match instanceof RouteMatch.Found found && found.route().target() == Target.GATEWAY;
    }

    private void verify(ApiCall call, RouteMatch match) {
        RoutingContext context = call.context();
        BiConsumer<RoutingContext, Throwable> answer = this::refuseToken;
        context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, answer);
        QuarkusHttpUser.getSecurityIdentity(context, null)
                .subscribe()
                .with(identity -> authorise(call, match, identity), refusedByHandler -> {});
    }

    /** In place of the platform's own answer to a bad token, which would leave at once and without an audit entry. */
    private void refuseToken(RoutingContext context, Throwable invalidToken) {
        refuseStranger(ApiCall.of(context));
    }

    private void refuseStranger(ApiCall call) {
        if (turnstile.admitsStranger(call)) {
            refusals.refuse(call, CommonProblem.UNAUTHENTICATED, null);
        }
    }

    private void authorise(ApiCall call, RouteMatch match, SecurityIdentity identity) {
        if (identity.isAnonymous() || !boundTokens.admits(call.context(), identity)) {
            refuseStranger(call);
            return;
        }
        Caller caller = Caller.of(identity);
        verifiedTokens.remember(authorization(call), identity, caller);
        decide(call, match, caller);
    }

    private void decide(ApiCall call, RouteMatch match, Caller caller) {
        call.by(caller);
        if (!turnstile.admits(call, match)) {
            return;
        }
        switch (match) {
            case RouteMatch.Found found -> admit(call, found);
            case RouteMatch.WrongMethod wrong -> refuseMethod(call, wrong.allowed());
            case RouteMatch.Unknown ignored -> refusals.refuse(call, CommonProblem.NOT_FOUND, null);
        }
    }

    private void refuseMethod(ApiCall call, Set<HttpMethod> allowed) {
        String methods = allowed.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
        call.context().response().putHeader(HttpHeaders.ALLOW, methods);
        refusals.refuse(call, CommonProblem.METHOD_NOT_ALLOWED, "Allowed: " + methods);
    }

    private void admit(ApiCall call, RouteMatch.Found found) {
        Exchange exchange = found.route().exchange();
        long bodyLimit = limits.of(exchange).bodyBytes();
        HttpServerRequest request = call.context().request();
        if (!found.route().access().permits(call.caller().roles())) {
            refusals.refuse(
                    call,
                    CommonProblem.FORBIDDEN,
                    "Needed role: " + found.route().access().role());
        } else if (call.caller().heldToSegments() && found.route().countsEverybody()) {
            refusals.refuse(call, GatewayProblem.COUNTS_EVERYBODY, null);
        } else if (call.namesUsersAmbiguously()) {
            refusals.refuse(call, GatewayProblem.AMBIGUOUS_USER, "Name one user, once, as user_id");
        } else if (SessionTenant.bySession(call.context())
                && !SAFE.contains(request.method())
                && !request.headers().contains(SAME_ORIGIN_HEADER)) {
            refusals.refuse(call, GatewayProblem.CROSS_SITE_REQUEST, "Missing header: " + SAME_ORIGIN_HEADER);
        } else if (contentLength(request) > bodyLimit) {
            refusals.refuse(call, GatewayProblem.BODY_TOO_LARGE, "The limit is " + bodyLimit + " bytes");
        } else if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING) && !exchange.takesChunks()) {
            refusals.refuse(call, GatewayProblem.LENGTH_NEEDED, "Send a Content-Length");
        } else if (turnstile.opens(call)) {
            hand(call);
        }
    }

    private void hand(ApiCall call) {
        if (call.route().target() == Target.GATEWAY) {
            call.context().request().resume();
            call.context().next();
        } else {
            proxy.forward(call);
        }
    }

    /** The stated length of the body; 0 without a statement, and beyond every limit when it is not a number. */
    private static long contentLength(HttpServerRequest request) {
        String stated = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return stated == null ? 0 : Long.parseLong(stated);
        } catch (NumberFormatException invalid) {
            return Long.MAX_VALUE;
        }
    }
}
