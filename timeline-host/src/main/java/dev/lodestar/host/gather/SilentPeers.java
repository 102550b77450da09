package dev.lodestar.host.gather;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which peers do not answer at the moment, so that a silence is told once, and not with every question that meets it. */
final class SilentPeers {
    /** Past this many the silences are told anew. */
    static final int MOST = 1_000;

    private final Set<String> silent = ConcurrentHashMap.newKeySet();

    /** Notes that a peer does not answer; whether it did until now. */
    boolean fallsSilent(String address) {
        if (silent.size() >= MOST) {
            silent.clear();
        }
        return silent.add(address);
    }

    /** Notes that a peer answers; whether it did not before. */
    boolean answersAgain(String address) {
        return silent.remove(address);
    }
}
