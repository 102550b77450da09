package dev.lodestar.report.notification;

import dev.lodestar.report.notification.NotificationConfig.Mail.Tls;
import dev.lodestar.report.notification.domain.MailAddress;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hands mails to the mail server. That server is a setting of whoever runs Lodestar and not of whoever writes rules, so it may stand in a private network. What the server
 * says is kept as its code alone, because its words repeat addresses.
 */
@ApplicationScoped
class MailServer {
    private static final int ACCEPTED = 250;
    private static final int FIRST_PERMANENT = 500;
    /** What is said of our login (RFC 4954), and so nothing of the mail: it goes through once the setting is right. */
    private static final Set<Integer> ABOUT_LOGIN = Set.of(530, 534, 535, 538);
    /** Whole passwords, under TLS; the others need more than they give there. */
    private static final String LOGINS = "PLAIN LOGIN";

    private static final Pattern ENHANCED =
            Pattern.compile("\\d{3}[ -]([245]\\.\\d{1,3}\\.\\d{1,3})\\b.*", Pattern.DOTALL);

    private final NotificationConfig.Mail config;
    private final MailText text;
    /**
     * Where all is sent from. Called from elsewhere, a client may begin to listen only after the connection is up and the server has greeted, and then waits for a greeting
     * that is gone.
     */
    private final Context loop;

    private final @Nullable Clients clients;

    MailServer(Vertx vertx, NotificationConfig config, MailText text) {
        this.config = config.mail();
        this.text = text;
        this.loop = vertx.getOrCreateContext();
        this.clients = this.config
                .host()
                .flatMap(host -> this.config.from().map(from -> clients(vertx, config, host, from)))
                .orElse(null);
    }

    /**
     * Two ways to the server.
     *
     * @param all gives up a mail with the first recipient who is refused, before anything is sent
     * @param some sends to those who are not refused
     */
    private record Clients(MailAddress from, MailClient all, MailClient some) {}

    private Clients clients(Vertx vertx, NotificationConfig notification, String host, String from) {
        MailAddress sender = MailAddress.parse(from).orElseThrow(() -> wrong("from", "is no plain mail address"));
        boolean login = config.username().isPresent();
        if (login != config.password().isPresent()) {
            throw wrong(login ? "password" : "username", "is missing");
        }
        if (login && config.tls() == Tls.NONE) {
            throw wrong("tls", "is none, and a password does not go without it");
        }
        if (config.timeout().compareTo(notification.claim()) >= 0) {
            throw wrong("timeout", "is not shorter than lodestar.notification.claim");
        }
        return new Clients(
                sender,
                MailClient.create(vertx, settings(notification, host, sender)),
                MailClient.create(vertx, settings(notification, host, sender).setAllowRcptErrors(true)));
    }

    /**
     * Anew for each client, and without an algorithm for the name in the certificate: a client sets that in what it is given, and switches it off where it is set
     * already.
     */
    private io.vertx.ext.mail.MailConfig settings(NotificationConfig notification, String host, MailAddress sender) {
        io.vertx.ext.mail.MailConfig settings = new io.vertx.ext.mail.MailConfig(host, config.port())
                .setSsl(config.tls() == Tls.IMPLICIT)
                .setStarttls(config.tls() == Tls.STARTTLS ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED)
                .setLogin(config.username().isPresent() ? LoginOption.REQUIRED : LoginOption.DISABLED)
                .setAuthMethods(LOGINS)
                .setOwnHostname(sender.domain())
                .setKeepAlive(false)
                .setMaxPoolSize(notification.batch())
                // Replies of several lines would be taken for those of several commands.
                .setPipelining(false)
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) config.timeout().toMillis());
        config.username().ifPresent(settings::setUsername);
        config.password().ifPresent(settings::setPassword);
        config.trustCertificates().ifPresent(file -> settings.setTrustOptions(new PemTrustOptions().addCertPath(file)));
        return settings;
    }

    private static IllegalStateException wrong(String setting, String what) {
        return new IllegalStateException("Lodestar does not start: lodestar.notification.mail." + setting + " " + what);
    }

    /** Being made at the start, where settings that do not fit each other stop it, and not with the first mail. */
    void start(@Observes StartupEvent starting) {}

    /** Sends a notification; does not fail for anything that the server says. */
    Uni<Attempt> send(Outbox.Due due, List<String> to) {
        if (clients == null) {
            return Uni.createFrom()
                    .item(Attempt.failed(null, "lodestar.notification.mail.host or from is not set", null));
        }
        MailMessage mail = text.of(due, clients.from().text(), clients.from().domain(), to);
        return handOver(clients.all(), mail)
                .onFailure(failure -> to.size() > 1 && isRefusedRecipient(failure))
                .recoverWithUni(() -> handOver(clients.some(), mail))
                .map(result -> attempt(result, to))
                .onFailure()
                .recoverWithItem(MailServer::attempt);
    }

    private Uni<MailResult> handOver(MailClient client, MailMessage mail) {
        return Uni.createFrom()
                .completionStage(() -> client.sendMail(mail).toCompletionStage())
                .runSubscriptionOn(sending -> loop.runOnContext(on -> sending.run()));
    }

    private static boolean isRefusedRecipient(Throwable failure) {
        return failure instanceof SMTPException refused
                && refused.getReplyCode() >= FIRST_PERMANENT
                && says(failure, "recipient address not accepted");
    }

    private static Attempt attempt(MailResult result, List<String> to) {
        int refused = to.size() - result.getRecipients().size();
        return refused == 0
                ? Attempt.delivered(ACCEPTED)
                : Attempt.deliveredInPart(
                        ACCEPTED, "the mail server refused " + refused + " of " + to.size() + " recipients");
    }

    private static Attempt attempt(Throwable failure) {
        if (failure instanceof SMTPException answer) {
            return attempt(answer);
        }
        if (says(failure, "no recipient addresses were accepted")) {
            return Attempt.refused(null, "the mail server refused every recipient");
        }
        if (says(failure, "STARTTLS required")) {
            return Attempt.failed(null, "the mail server has no STARTTLS", null);
        }
        if (says(failure, "login is required")) {
            return Attempt.failed(null, "the mail server offers no login by " + LOGINS, null);
        }
        return Attempt.failed(null, "no answer: " + failure.getClass().getSimpleName(), null);
    }

    private static Attempt attempt(SMTPException answer) {
        int code = answer.getReplyCode();
        Matcher enhanced = ENHANCED.matcher(String.join("\n", answer.getReplyMessages()));
        String reason = "the mail server answered " + code + (enhanced.matches() ? " " + enhanced.group(1) : "");
        if (ABOUT_LOGIN.contains(code)) {
            return Attempt.failed(code, reason + ", which is about user name and password", null);
        }
        return code >= FIRST_PERMANENT ? Attempt.refused(code, reason) : Attempt.failed(code, reason, null);
    }

    private static boolean says(Throwable failure, String start) {
        return failure.getMessage() != null && failure.getMessage().startsWith(start);
    }

    @PreDestroy
    void close() {
        if (clients != null) {
            clients.all().close();
            clients.some().close();
        }
    }
}
