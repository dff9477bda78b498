package org.certrenewal.partners.webhooks;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.apache.catalina.util.NetMask;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Looks names up, and leads nobody into our own network: whoever subscribes could else have the server ask what only
 * machines beside it may ask (CWE-918). The connection goes to the very addresses that were judged here, so that a name
 * that changes its address in between gains nothing.
 */
final class Destinations extends SystemDefaultDnsResolver {

    /** Not for the public, by IANA's registries of special-purpose addresses (RFC 6890), beyond what Java knows. */
    private static final List<NetMask> SPECIAL = networks(List.of(
            "0.0.0.0/8",
            "100.64.0.0/10",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "240.0.0.0/4",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
            "fec0::/10"));

    private final List<NetMask> allowed;

    Destinations(List<String> privateNetworks) {
        this.allowed = networks(privateNetworks);
    }

    /**
     * Reads networks.
     *
     * @throws IllegalArgumentException with one sentence in Chinese, if something is no address and no network
     */
    static List<NetMask> networks(List<String> texts) {
        return texts.stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> {
                    try {
                        return new NetMask(text);
                    } catch (IllegalArgumentException none) {
                        throw new IllegalArgumentException(
                                "renewal.webhooks.private-networks 须是地址或网段（CIDR），例如 10.1.2.0/24", none);
                    }
                })
                .toList();
    }

    /** Tells whether messages may go to an address. */
    boolean mayBeTold(InetAddress address) {
        return matches(allowed, address) || isPublic(address);
    }

    private static boolean isPublic(InetAddress address) {
        return !address.isAnyLocalAddress()
                && !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isSiteLocalAddress()
                && !address.isMulticastAddress()
                && !isIpv4Inside(address)
                && !matches(SPECIAL, address);
    }

    /** An IPv6 address that leads to one of IPv4 (RFC 4291 section 2.5.5). */
    private static boolean isIpv4Inside(InetAddress address) {
        return address instanceof Inet6Address six && six.isIPv4CompatibleAddress();
    }

    private static boolean matches(List<NetMask> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.matches(address));
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] good =
                Arrays.stream(super.resolve(host)).filter(this::mayBeTold).toArray(InetAddress[]::new);
        if (good.length == 0) {
            throw new NotPublic();
        }
        // One that is reached by IPv4 only is tried there first, and one lane waits for one of them only.
        Arrays.sort(good, (one, other) -> Boolean.compare(other instanceof Inet4Address, one instanceof Inet4Address));
        return good;
    }

    /** Says that a name leads to no public address. */
    static final class NotPublic extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        NotPublic() {
            super("not a public address");
        }
    }
}
