package dev.lodestar.report.notification;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;

/** Names as the platform knows them. */
final class SystemNames {
    private SystemNames() {}

    @Produces
    @Singleton
    @DefaultBean
    static NameLookup names() {
        return InetAddress::getAllByName;
    }
}
