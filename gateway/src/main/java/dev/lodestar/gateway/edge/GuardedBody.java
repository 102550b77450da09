package dev.lodestar.gateway.edge;

import dev.lodestar.gateway.limits.LimitsConfig.RouteLimits;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request on its way to a service, cut off when it grows larger than its route takes, when the client pauses for too long, or when the whole takes
 * too long. Confined to the request's event loop.
 */
final class GuardedBody implements ReadStream<Buffer> {
    private final ReadStream<Buffer> source;
    private final RouteLimits limits;
    private final Vertx vertx;
    private final long deadlineTimer;
    private long silenceTimer;
    private long bytes;
    private boolean over;
    private boolean paused;
    private @Nullable GatewayProblem problem;
    private @Nullable Handler<Throwable> failure;

    GuardedBody(ReadStream<Buffer> source, RouteLimits limits, Vertx vertx) {
        this.source = source;
        this.limits = limits;
        this.vertx = vertx;
        this.deadlineTimer =
                vertx.setTimer(limits.bodyWithin().toMillis(), due -> cutOff(GatewayProblem.BODY_TOO_SLOW));
        awaitMore();
    }

    /** Why the body was cut off; null when it was not. */
    @Nullable
    GatewayProblem problem() {
        return problem;
    }

    /** Stops watching. */
    void end() {
        over = true;
        vertx.cancelTimer(deadlineTimer);
        vertx.cancelTimer(silenceTimer);
    }

    /** A service that takes its time pauses the client; that is no silence of the client's. */
    private void awaitMore() {
        vertx.cancelTimer(silenceTimer);
        silenceTimer = vertx.setTimer(limits.bodySilence().toMillis(), due -> {
            if (paused) {
                awaitMore();
            } else {
                cutOff(GatewayProblem.BODY_TOO_SLOW);
            }
        });
    }

    private void cutOff(GatewayProblem reason) {
        if (over) {
            return;
        }
        end();
        problem = reason;
        Handler<Throwable> listener = failure;
        if (listener != null) {
            listener.handle(new IllegalStateException(reason.code()));
        }
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        source.handler(handler == null ? null : part -> pass(part, handler));
        return this;
    }

    private void pass(Buffer part, Handler<Buffer> handler) {
        bytes += part.length();
        if (bytes > limits.bodyBytes()) {
            cutOff(GatewayProblem.BODY_TOO_LARGE);
        } else if (!over) {
            awaitMore();
            handler.handle(part);
        }
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        source.endHandler(handler == null ? null : end -> finish(handler));
        return this;
    }

    private void finish(Handler<Void> handler) {
        if (!over) {
            end();
            handler.handle(null);
        }
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        failure = handler;
        source.exceptionHandler(
                handler == null
                        ? null
                        : cause -> {
                            end();
                            handler.handle(cause);
                        });
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        paused = true;
        source.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        paused = false;
        source.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        paused = false;
        source.fetch(amount);
        return this;
    }
}
