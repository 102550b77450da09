package dev.lodestar.report.notification.domain;

import java.net.InetAddress;

/**
 * A block of addresses in CIDR notation, such as {@code 10.0.0.0/8}.
 *
 * @param bits leading bits that an address has in common with the prefix
 */
public record Network(InetAddress prefix, int bits) {
    public Network {
        if (bits < 0 || bits > prefix.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException("a network of " + prefix.getHostAddress() + " has no /" + bits);
        }
    }

    /** @throws IllegalArgumentException when it is none */
    public static Network parse(String cidr) {
        int slash = cidr.indexOf('/');
        try {
            String address = slash < 0 ? cidr : cidr.substring(0, slash);
            InetAddress prefix = InetAddress.ofLiteral(address);
            int bits = slash < 0 ? prefix.getAddress().length * Byte.SIZE : Integer.parseInt(cidr.substring(slash + 1));
            return new Network(prefix, bits);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + cidr + "' is no network such as 10.0.0.0/8", e);
        }
    }

    /** Whether the address is in the block. Addresses of IPv4 are in no block of IPv6. */
    public boolean contains(InetAddress address) {
        byte[] block = prefix.getAddress();
        byte[] given = address.getAddress();
        if (block.length != given.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if ((block[bit / Byte.SIZE] & mask) != (given[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }
}
