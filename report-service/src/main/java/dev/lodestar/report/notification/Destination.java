package dev.lodestar.report.notification;

import java.net.InetAddress;

/**
 * Where a connection is made to.
 *
 * @param address the very address that was checked; the name is not looked up again
 * @param host name for TLS and the header {@code Host}
 * @param path with the query
 */
record Destination(boolean secure, InetAddress address, int port, String host, String path) {}
