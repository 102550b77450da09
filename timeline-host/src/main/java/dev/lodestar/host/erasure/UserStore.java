package dev.lodestar.host.erasure;

import java.util.UUID;

/** A store beside the timelines that holds something of single users; one bean per store. Blocks. */
public interface UserStore {
    /** What the store is called in a receipt. */
    String name();

    /** How many rows hold the user. */
    long rowsOf(UUID user);

    /** Removes the user from all rows. */
    void remove(UUID user);
}
