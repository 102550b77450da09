package dev.lodestar.report.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.report.notification.PostOffice.Security;
import dev.lodestar.testkit.secured.TestCertificate;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MailServerTest {
    private static final TestCertificate CERTIFICATE = TestCertificate.in(Path.of("target"));
    private static final Vertx VERTX = Vertx.vertx();
    private static final String TEAM = "team@example.org";
    private static final String TITLE = "CRITICAL: <b>Ärger</b> & \"mehr\"";
    private static final String TEXT = "Total users: 50,000 <script>alert(1)</script>";

    private final UUID id = UUID.fromString("6b0f7f0e-5a6f-4f58-9d5c-0f4f0f1d2c3b");
    private final PostOffice office = new PostOffice(CERTIFICATE, Security.STARTTLS);

    @AfterEach
    void close() {
        office.close();
    }

    @AfterAll
    static void end() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void a_mail_says_the_same_as_text_and_as_html_in_which_names_are_no_markup() throws Exception {
        assertThat(send(server(office, Map.of()), TITLE, TEAM, "other@example.org"))
                .isEqualTo(Attempt.delivered(250));

        PostOffice.Mail mail = office.mails().getFirst();
        assertThat(mail.from()).isEqualTo("alerts@lodestar.example");
        assertThat(mail.to()).containsExactly(TEAM, "other@example.org");
        assertThat(mail.subject()).isEqualTo(TITLE);
        assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(mail.header("References")).isEqualTo("<alert-7@lodestar.example>");
        assertThat(mail.parts())
                .startsWith("multipart/alternative", "text/plain")
                .element(3)
                .isEqualTo("text/html");
        assertThat(mail.parts().get(2)).startsWith(TITLE + "\n\n" + TEXT + "\n");
        assertThat(mail.parts().get(4))
                .contains("CRITICAL: &lt;b&gt;&Auml;rger&lt;/b&gt; &amp; &quot;mehr&quot;")
                .contains("50,000 &lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<b>", "<script>");
    }

    @Test
    void a_mail_that_is_sent_again_has_the_same_id() throws Exception {
        MailServer server = server(office, Map.of());
        send(server, TITLE, TEAM);
        send(server, TITLE, TEAM);

        assertThat(office.mails())
                .hasSize(2)
                .allSatisfy(mail -> assertThat(mail.header("Message-ID")).isEqualTo("<" + id + "@lodestar.example>"));
    }

    @Test
    void a_line_break_in_a_name_begins_no_header() throws Exception {
        send(server(office, Map.of()), "Rule\r\nBcc: spy@example.net\r\n\r\nbody", TEAM);

        PostOffice.Mail mail = office.mails().getFirst();
        assertThat(mail.to()).containsExactly(TEAM);
        assertThat(mail.header("Bcc")).isNull();
        assertThat(mail.parts()).first().isEqualTo("multipart/alternative");
    }

    @Test
    void tls_may_begin_with_the_first_byte() {
        try (PostOffice implicit = new PostOffice(CERTIFICATE, Security.IMPLICIT)) {
            MailServer server = server(implicit, withoutLogin("implicit"));

            assertThat(send(server, TITLE, TEAM)).isEqualTo(Attempt.delivered(250));
        }
    }

    @Test
    void a_server_without_tls_gets_nothing_unless_that_was_said() {
        try (PostOffice open = new PostOffice(CERTIFICATE, Security.NONE)) {
            assertThat(send(server(open, Map.of()), TITLE, TEAM))
                    .isEqualTo(Attempt.failed(null, "the mail server has no STARTTLS", null));
            assertThat(open.mails()).isEmpty();

            assertThat(send(server(open, withoutLogin("none")), TITLE, TEAM)).isEqualTo(Attempt.delivered(250));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "IMPLICIT"})
    void a_certificate_of_another_name_is_refused(Security security) {
        try (PostOffice foreign = new PostOffice(CERTIFICATE, security)) {
            Map<String, String> settings =
                    new HashMap<>(withoutLogin(security.name().toLowerCase(Locale.ROOT)));
            settings.put("host", "localhost");
            Attempt attempt = send(server(foreign, settings), TITLE, TEAM);

            assertThat(attempt.error()).isEqualTo("no answer: SSLHandshakeException");
            assertThat(attempt.last()).isFalse();
            assertThat(foreign.mails()).isEmpty();
        }
    }

    @Test
    void a_password_that_is_refused_is_tried_again_since_it_says_nothing_of_the_mail() {
        Attempt attempt = send(server(office, Map.of("password", "another")), TITLE, TEAM);

        assertThat(attempt.status()).isEqualTo(535);
        assertThat(attempt.last()).isFalse();
        assertThat(attempt.error()).isEqualTo("the mail server answered 535, which is about user name and password");
        assertThat(office.mails()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            gone@example.org,                       550, true,  the mail server answered 550 5.1.1
            later@example.org,                      451, false, the mail server answered 451 4.7.1
            filtered@example.org,                   554, true,  the mail server answered 554
            team@example.org later@example.org,     451, false, the mail server answered 451 4.7.1
            gone@example.org gone@example.net,      -,   true,  the mail server refused every recipient
            """)
    void what_is_refused_for_now_is_tried_again_and_what_is_refused_for_ever_is_not(
            String to, @Nullable Integer status, boolean last, String error) {
        Attempt attempt = send(server(office, Map.of()), TITLE, to.split(" "));

        assertThat(attempt).isEqualTo(new Attempt(Outcome.FAILED, status, error, last, null));
        assertThat(office.mails()).isEmpty();
    }

    @Test
    void one_recipient_who_is_refused_does_not_keep_it_from_the_others() {
        Attempt attempt = send(server(office, Map.of()), TITLE, TEAM, "gone@example.org", "other@example.org");

        assertThat(attempt).isEqualTo(Attempt.deliveredInPart(250, "the mail server refused 1 of 3 recipients"));
        assertThat(office.mails())
                .hasSize(1)
                .first()
                .extracting(PostOffice.Mail::to)
                .isEqualTo(List.of(TEAM, "other@example.org"));
    }

    @Test
    void a_connection_on_which_a_server_says_nothing_is_closed() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server(silent.getLocalPort(), Map.of("timeout", "PT0.2S"))
                    .send(due(TITLE), List.of(TEAM))
                    .subscribe()
                    .with(attempt -> {});

            try (Socket connection = silent.accept()) {
                connection.setSoTimeout(20_000);
                assertThat(connection.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            tls,      none,        lodestar.notification.mail.tls is none
            username, '',          lodestar.notification.mail.username is missing
            password, '',          lodestar.notification.mail.password is missing
            from,     A <a@b.org>, lodestar.notification.mail.from is no plain mail address
            timeout,  PT60S,       lodestar.notification.mail.timeout is not shorter
            """)
    void settings_that_do_not_fit_each_other_stop_the_start(String setting, String value, String says) {
        assertThatThrownBy(() -> server(office, Map.of(setting, value)))
                .hasMessageStartingWith("Lodestar does not start: ")
                .hasMessageContaining(says);
    }

    private static Map<String, String> withoutLogin(String tls) {
        return Map.of("tls", tls, "username", "", "password", "");
    }

    private static MailServer server(PostOffice office, Map<String, String> settings) {
        return server(office.port(), settings);
    }

    private static MailServer server(int port, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "host",
                "127.0.0.1",
                "port",
                Integer.toString(port),
                "from",
                "alerts@lodestar.example",
                "username",
                PostOffice.USER,
                "password",
                PostOffice.PASSWORD,
                "trust-certificates",
                CERTIFICATE.certificate().toString()));
        all.putAll(settings);
        Map<String, String> named = new HashMap<>();
        all.forEach((name, value) -> named.put("lodestar.notification.mail." + name, value));
        NotificationConfig config = new SmallRyeConfigBuilder()
                .withMapping(NotificationConfig.class)
                .withConverter(Duration.class, 100, Duration::parse)
                .withSources(new PropertiesConfigSource(named, "test", 100))
                .build()
                .getConfigMapping(NotificationConfig.class);
        return new MailServer(VERTX, config, new MailText(new ObjectMapper()));
    }

    private Attempt send(MailServer server, String title, String... to) {
        return server.send(due(title), List.of(to)).await().atMost(Duration.ofSeconds(20));
    }

    private Outbox.Due due(String title) {
        return new Outbox.Due(
                id,
                UUID.randomUUID(),
                "mail",
                "alert.opened",
                title,
                TEXT,
                "{\"alert_id\":\"7\"}",
                1,
                Instant.parse("2026-11-27T10:00:00Z"));
    }
}
