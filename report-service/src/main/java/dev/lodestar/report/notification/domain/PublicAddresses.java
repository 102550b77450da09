package dev.lodestar.report.notification.domain;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses of the public Internet from all others, by IANA's registries of special-purpose addresses (RFC 6890 and its updates). Of IPv6 only global unicast
 * is public, without the blocks that carry an address of IPv4 inside (6to4, Teredo): what those lead to cannot be seen from the outside.
 */
public final class PublicAddresses {
    private static final List<Network> SPECIAL_IPV4 = networks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8",
            "100.64.0.0/10", // shared by carriers' translation
            "127.0.0.0/8",
            "169.254.0.0/16", // link-local, with the metadata services of clouds
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24", // relays of 6to4
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    private static final Network GLOBAL_UNICAST = Network.parse("2000::/3");

    private static final List<Network> SPECIAL_IPV6 = networks(
            "2001::/23", // Teredo, ORCHID and other protocols
            "2001:db8::/32",
            "2002::/16", // 6to4
            "2620:4f:8000::/48",
            "3fff::/20");

    private PublicAddresses() {}

    /** Whether the address is one of the public Internet. An IPv4 address in IPv6 clothes (::ffff:127.0.0.1) is seen as what it is by the JDK, or is not public. */
    public static boolean contains(InetAddress address) {
        return address instanceof Inet4Address
                ? SPECIAL_IPV4.stream().noneMatch(special -> special.contains(address))
                : GLOBAL_UNICAST.contains(address)
                        && SPECIAL_IPV6.stream().noneMatch(special -> special.contains(address));
    }

    private static List<Network> networks(String... cidrs) {
        return Stream.of(cidrs).map(Network::parse).toList();
    }
}
