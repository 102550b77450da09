package dev.lodestar.report.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a webhook may lead, and where it may not (server-side request forgery). */
class TargetGuardTest {
    private static final String PUBLIC = "93.184.216.34";

    @Test
    void a_public_name_leads_to_the_very_address_that_was_checked() throws Exception {
        Destination leads = guard(PUBLIC).check("https://Hooks.Example.org/a/b?c=d");

        assertThat(leads)
                .isEqualTo(new Destination(true, InetAddress.ofLiteral(PUBLIC), 443, "hooks.example.org", "/a/b?c=d"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example.org/",
                "ftp://hooks.example.org/",
                "file:///etc/passwd",
                "//hooks.example.org/",
                "hooks.example.org",
                "https://user@hooks.example.org/",
                "https://user:word@hooks.example.org/",
                "https://hooks.example.org:8443/",
                "https://hooks.example.org:22/",
                "https://hooks.example.org/#part",
                "https:///path",
                "https://under_score.example.org/",
                "https://hooks.example.org\\@127.0.0.1/",
                "https://hooks example.org/",
                "javascript:alert(1)"
            })
    void what_is_no_plain_address_of_https_at_an_allowed_port_is_refused(String url) {
        assertThatThrownBy(() -> guard(PUBLIC).check(url)).isInstanceOf(RefusedTargetException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://0177.0.0.1/",
                "https://127.1/",
                "https://127.0.1/",
                "https://017700000001/",
                "https://127.0.0.1./",
                "https://256.1.1.1/",
                "https://1.1.1.1.1/",
                "https://example.0x7f/",
                "https://[fe80::1%25eth0]/",
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://169.254.169.254/latest/meta-data/",
                "https://[fd00:ec2::254]/",
                "https://[64:ff9b::a9fe:a9fe]/",
                "https://0.0.0.0/"
            })
    void an_address_that_is_not_public_is_refused_in_whatever_clothes(String url) {
        assertThatThrownBy(() -> guard(PUBLIC).check(url)).isInstanceOf(RefusedTargetException.class);
    }

    @Test
    void one_address_of_several_that_is_not_public_is_one_too_many() {
        assertThatThrownBy(() -> guard(PUBLIC, "10.0.0.7").check("https://hooks.example.org/"))
                .isInstanceOf(RefusedTargetException.class)
                .hasMessage("the name leads to an address that is not public");
    }

    @Test
    void a_name_that_is_rebound_after_it_was_saved_is_refused_when_it_is_sent_to() throws Exception {
        Deque<String> answers = new ArrayDeque<>(List.of(PUBLIC, "127.0.0.1"));
        TargetGuard guard = new TargetGuard(false, Set.of(443), List.of(), List.of(), host ->
                new InetAddress[] {InetAddress.ofLiteral(answers.pop())});
        guard.check("https://hooks.example.org/");

        assertThatThrownBy(() -> guard.check("https://hooks.example.org/")).isInstanceOf(RefusedTargetException.class);
    }

    @Test
    void a_name_is_looked_up_once_a_check_so_that_it_cannot_change_in_between() throws Exception {
        Deque<String> answers = new ArrayDeque<>(List.of(PUBLIC, "127.0.0.1"));
        TargetGuard guard = new TargetGuard(false, Set.of(443), List.of(), List.of(), host ->
                new InetAddress[] {InetAddress.ofLiteral(answers.pop())});

        assertThat(guard.check("https://hooks.example.org/").address()).isEqualTo(InetAddress.ofLiteral(PUBLIC));
        assertThat(answers).hasSize(1);
    }

    @Test
    void a_host_or_a_network_that_is_allowed_may_be_private() throws Exception {
        NameLookup names = host -> new InetAddress[] {InetAddress.ofLiteral("10.1.2.3")};
        String url = "https://mattermost.internal/";

        assertThat(new TargetGuard(false, Set.of(443), List.of("Mattermost.internal"), List.of(), names)
                        .check(url)
                        .host())
                .isEqualTo("mattermost.internal");
        assertThat(new TargetGuard(false, Set.of(443), List.of(), List.of("10.1.2.0/24"), names)
                        .check(url)
                        .address())
                .isEqualTo(InetAddress.ofLiteral("10.1.2.3"));
        assertThatThrownBy(() -> new TargetGuard(
                                false, Set.of(443), List.of("other.internal"), List.of("10.1.3.0/24"), names)
                        .check(url))
                .isInstanceOf(RefusedTargetException.class);
    }

    @Test
    void without_tls_only_where_that_is_allowed() throws Exception {
        TargetGuard guard = new TargetGuard(
                true, Set.of(80, 443), List.of(), List.of(), host -> new InetAddress[] {InetAddress.ofLiteral(PUBLIC)});

        assertThat(guard.check("http://hooks.example.org").secure()).isFalse();
        assertThat(guard.check("http://hooks.example.org").path()).isEqualTo("/");
    }

    @Test
    void a_name_without_an_address_is_told_apart_because_it_may_have_one_later() {
        TargetGuard guard = new TargetGuard(false, Set.of(443), List.of(), List.of(), host -> {
            throw new UnknownHostException(host);
        });

        assertThatThrownBy(() -> guard.check("https://hooks.example.org/")).isInstanceOf(UnknownHostException.class);
    }

    private static TargetGuard guard(String... addresses) {
        return new TargetGuard(false, Set.of(443), List.of(), List.of(), host -> {
            InetAddress[] found = new InetAddress[addresses.length];
            for (int i = 0; i < found.length; i++) {
                found[i] = InetAddress.ofLiteral(addresses[i]);
            }
            return found;
        });
    }
}
