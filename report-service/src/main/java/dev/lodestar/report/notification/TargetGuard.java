package dev.lodestar.report.notification;

import dev.lodestar.report.notification.domain.Network;
import dev.lodestar.report.notification.domain.PublicAddresses;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps webhooks from leading into our own network (server-side request forgery). An address is checked when it is saved and, decisively, whenever it is sent to: the
 * name is looked up here, each address that it has must be public or allowed, and the connection is made to one of those that were checked.
 */
@ApplicationScoped
class TargetGuard {
    private static final int URL_LENGTH_LIMIT = 2_048;
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final int LARGEST_BYTE = 255;

    private static final Pattern IPV4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+]");
    /** A name whose last label is a number is an address in disguise: decimal, octal, hexadecimal or shortened. */
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)\\.?");

    private final boolean allowHttp;
    private final Set<Integer> ports;
    private final Set<String> allowedHosts;
    private final List<Network> allowedNetworks;
    private final NameLookup lookup;

    @Inject
    TargetGuard(NotificationConfig config, NameLookup lookup) {
        this(
                config.allowHttp(),
                config.ports(),
                config.allowedHosts().orElse(List.of()),
                config.allowedNetworks().orElse(List.of()),
                lookup);
    }

    TargetGuard(
            boolean allowHttp,
            Set<Integer> ports,
            List<String> allowedHosts,
            List<String> allowedNetworks,
            NameLookup lookup) {
        this.allowHttp = allowHttp;
        this.ports = Set.copyOf(ports);
        this.allowedHosts =
                new TreeSet<>(allowedHosts.stream().map(TargetGuard::lower).toList());
        this.allowedNetworks = allowedNetworks.stream().map(Network::parse).toList();
        this.lookup = lookup;
    }

    /**
     * Where the address leads now. Blocks while the name is looked up.
     *
     * @throws RefusedTargetException when it must not be sent to
     * @throws UnknownHostException when the name has no address
     */
    Destination check(String url) throws RefusedTargetException, UnknownHostException {
        URI uri = parse(url);
        boolean secure = lower(uri.getScheme()).equals("https");
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? HTTPS_PORT : HTTP_PORT;
        require(
                ports.contains(port),
                "port " + port + " is not among lodestar.notification.ports " + new TreeSet<>(ports));
        String host = host(uri);
        InetAddress[] addresses = addresses(host);
        if (addresses.length == 0) {
            throw new UnknownHostException(host);
        }
        for (InetAddress address : addresses) {
            require(isAllowed(host, address), "the name leads to an address that is not public");
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return new Destination(
                secure, addresses[0], port, host, uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
    }

    private URI parse(String url) throws RefusedTargetException {
        require(url.length() <= URL_LENGTH_LIMIT, "it is longer than " + URL_LENGTH_LIMIT + " characters");
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new RefusedTargetException("it is no URL");
        }
        String scheme = uri.getScheme() == null ? "" : lower(uri.getScheme());
        require(
                scheme.equals("https") || (allowHttp && scheme.equals("http")),
                "the scheme is not https" + (allowHttp ? " or http" : ""));
        require(uri.getRawUserInfo() == null, "it has a user name or password");
        require(uri.getRawFragment() == null, "it has a fragment");
        return uri;
    }

    private static String host(URI uri) throws RefusedTargetException {
        String given = uri.getHost();
        require(given != null, "it has no host that is a name of letters, digits and hyphens");
        String host = lower(given);
        if (host.startsWith("[")) {
            require(IPV6.matcher(host).matches(), "it has a zone or another form of address than the usual");
        } else if (ENDS_IN_NUMBER.matcher(host).matches()) {
            require(isPlainAddress(host), "it has another form of address than four decimal numbers");
        }
        return host;
    }

    private static boolean isPlainAddress(String host) {
        return IPV4.matcher(host).matches()
                && List.of(host.split("\\.")).stream().allMatch(part -> Integer.parseInt(part) <= LARGEST_BYTE);
    }

    private InetAddress[] addresses(String host) throws UnknownHostException {
        if (host.startsWith("[")) {
            return new InetAddress[] {InetAddress.ofLiteral(host.substring(1, host.length() - 1))};
        }
        return IPV4.matcher(host).matches() ? new InetAddress[] {InetAddress.ofLiteral(host)} : lookup.addresses(host);
    }

    private boolean isAllowed(String host, InetAddress address) {
        return PublicAddresses.contains(address)
                || allowedHosts.contains(host)
                || allowedNetworks.stream().anyMatch(network -> network.contains(address));
    }

    private static void require(boolean holds, String otherwise) throws RefusedTargetException {
        if (!holds) {
            throw new RefusedTargetException(otherwise);
        }
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
