package dev.lodestar.report.notification;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where notifications may go, and how often they are tried. */
@ConfigMapping(prefix = "lodestar.notification")
public interface NotificationConfig {
    /**
     * Secret that addresses and signing secrets of channels are sealed under, at least 16 random characters; generate it, for example with
     * {@code openssl rand -base64 48}. Without it a rule can have no channel.
     */
    Optional<String> key();

    /** Version of the key; grows when the key is replaced. */
    @WithDefault("1")
    @Min(1)
    @Max(32_767)
    int keyVersion();

    /** Keys that were in use before, by version. Channels sealed under one of them still open. */
    Map<Integer, String> previousKeys();

    /** Whether webhooks may go without TLS. For development. */
    @WithDefault("false")
    boolean allowHttp();

    /** Ports that webhooks may go to. */
    @WithDefault("443")
    Set<Integer> ports();

    /** Hosts that webhooks may go to wherever their names lead, such as a receiver inside your network. */
    Optional<List<String>> allowedHosts();

    /** Networks beside the public Internet that webhooks may go to, such as 10.1.2.0/24. */
    Optional<List<String>> allowedNetworks();

    /** A file of PEM certificates that receivers' certificates may go back to, in place of the platform's. */
    Optional<String> trustCertificates();

    /** How long a receiver may take to take a connection. */
    @WithDefault("PT5S")
    Duration connectTimeout();

    /** How long an attempt may take in all, with looking up the name. Shorter than {@code lodestar.notification.claim}. */
    @WithDefault("PT15S")
    Duration timeout();

    /** How often a notification is tried. With the pauses that follow the default covers about half a day. */
    @WithDefault("16")
    @Min(1)
    int attempts();

    /** The pause after the first attempt; each is twice the one before, less up to a half by chance. */
    @WithDefault("PT10S")
    Duration firstPause();

    /** The longest pause. */
    @WithDefault("PT3H")
    Duration longestPause();

    /** How long one replica may hold a notification to send it; after that another takes it up. Longer than both timeouts. */
    @WithDefault("PT60S")
    Duration claim();

    /** Notifications sent at the same time. */
    @WithDefault("10")
    @Min(1)
    int batch();

    /** How often due notifications are looked for. */
    @WithDefault("PT1S")
    Duration interval();

    /** The mail server that takes notifications by mail. */
    Mail mail();

    /** Channels that a rule may have. */
    @WithDefault("5")
    @Min(1)
    int maxChannels();

    /** The mail server that takes notifications by mail. */
    interface Mail {
        /** Mail server that takes notifications. Without it a rule can have no channel of kind mail. */
        Optional<String> host();

        /** Its port: 587 for STARTTLS, 465 for TLS from the first byte. */
        @WithDefault("587")
        @Min(1)
        @Max(65_535)
        int port();

        /**
         * How the connection is secured: {@code starttls} (required; a server without it gets nothing), {@code implicit} from the first byte, or {@code none}, which
         * takes no user name. The server's certificate must be for {@code host}.
         */
        @WithDefault("starttls")
        Tls tls();

        /** Sender of the mails, such as lodestar@example.org. Without it a rule can have no channel of kind mail. */
        Optional<String> from();

        /** User name at the mail server; none is told where it is not set. */
        Optional<String> username();

        /** Password of that user. */
        Optional<String> password();

        /** A file of PEM certificates that the server's certificate may go back to, in place of the platform's. */
        Optional<String> trustCertificates();

        /** How long the server may take to take a connection. */
        @WithDefault("PT10S")
        Duration connectTimeout();

        /** How long an attempt may take in all. Shorter than {@code lodestar.notification.claim}. */
        @WithDefault("PT30S")
        Duration timeout();

        /** Recipients that a channel may have. */
        @WithDefault("10")
        @Min(1)
        @Max(100)
        int maxRecipients();

        /** Domains that recipients must be of; any where none is named. */
        Optional<List<String>> allowedDomains();

        /** How a connection is secured. */
        enum Tls {
            STARTTLS,
            IMPLICIT,
            NONE
        }
    }
}
