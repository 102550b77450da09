package dev.lodestar.host.gather;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SilentPeersTest {
    private final SilentPeers silent = new SilentPeers();

    @Test
    void a_silence_is_told_once_and_its_end_once() {
        assertThat(silent.answersAgain("a")).isFalse();
        assertThat(silent.fallsSilent("a")).isTrue();
        assertThat(silent.fallsSilent("a")).isFalse();
        assertThat(silent.answersAgain("a")).isTrue();
        assertThat(silent.answersAgain("a")).isFalse();
        assertThat(silent.fallsSilent("a")).isTrue();
    }

    @Test
    void each_peer_is_silent_by_itself() {
        silent.fallsSilent("a");

        assertThat(silent.fallsSilent("b")).isTrue();
        assertThat(silent.answersAgain("a")).isTrue();
        assertThat(silent.fallsSilent("b")).isFalse();
    }

    @Test
    void only_so_many_are_remembered() {
        for (int i = 0; i < SilentPeers.MOST; i++) {
            silent.fallsSilent("peer-" + i);
        }

        assertThat(silent.fallsSilent("one more")).isTrue();
        assertThat(silent.fallsSilent("peer-0")).isTrue();
    }
}
