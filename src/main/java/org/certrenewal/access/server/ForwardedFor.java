package org.certrenewal.access.server;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.catalina.util.NetMask;
import org.certrenewal.access.limits.Client;

/**
 * Finds whom a request comes from, where proxies stand in between. Each proxy writes whom it was asked by behind what
 * was there already, so only the part from the right is to be believed, as far as it was written by proxies that are
 * configured; the rest anybody can have written.
 *
 * @param proxies the addresses and networks (CIDR) that are believed
 */
record ForwardedFor(List<NetMask> proxies) {

    /** A list that is longer than any row of proxies is nonsense. */
    private static final int MOST = 50;

    /**
     * Reads the setting.
     *
     * @throws IllegalArgumentException if something in it is no address and no network
     */
    static ForwardedFor believing(List<String> proxies) {
        return new ForwardedFor(proxies.stream()
                .map(String::strip)
                .filter(proxy -> !proxy.isEmpty())
                .map(NetMask::new)
                .toList());
    }

    boolean isProxy(String address) {
        return Client.literal(address)
                .map(it -> proxies.stream().anyMatch(proxy -> proxy.matches(it)))
                .orElse(false);
    }

    /**
     * Returns whom a request comes from.
     *
     * @param peer address at the other end of the connection
     * @param headers the values of {@code X-Forwarded-For}, in their order
     */
    String client(String peer, List<String> headers) {
        List<String> named = Arrays.asList(String.join(",", headers).split(",", -1));
        Collections.reverse(named);
        String client = peer;
        for (String name : named.subList(0, Math.min(MOST, named.size()))) {
            Optional<InetAddress> before = Client.literal(withoutPort(name.strip()));
            if (!isProxy(client) || before.isEmpty()) {
                return client;
            }
            client = before.get().getHostAddress();
        }
        return client;
    }

    private static String withoutPort(String name) {
        if (name.startsWith("[") && name.indexOf(']') > 0) {
            return name.substring(1, name.indexOf(']'));
        }
        int colon = name.indexOf(':');
        return colon > 0 && colon == name.lastIndexOf(':') ? name.substring(0, colon) : name;
    }
}
