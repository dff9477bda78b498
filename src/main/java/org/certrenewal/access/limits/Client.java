package org.certrenewal.access.limits;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says who stands behind an address, for counting. */
public final class Client {

    private static final int HOUSEHOLD = 8;
    private static final Pattern IPV4 =
            Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%\\w+)?");

    private Client() {}

    /**
     * Takes the first half of an IPv6 address, however it is written, as a household has all of the second; an IPv4
     * address as it is. Behind a proxy, the address is the one that the proxy forwards.
     */
    public static String of(String address) {
        return literal(address)
                .map(it -> it instanceof Inet4Address
                        ? it.getHostAddress()
                        : HexFormat.ofDelimiter(":").formatHex(it.getAddress(), 0, HOUSEHOLD))
                .orElse(String.valueOf(address));
    }

    /** Reads an address that is written in numbers; a name is none, and nobody is asked for it. */
    public static Optional<InetAddress> literal(String text) {
        if (text == null || !IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            int zone = text.indexOf('%');
            return Optional.of(InetAddress.getByName(zone < 0 ? text : text.substring(0, zone)));
        } catch (UnknownHostException notANumber) {
            return Optional.empty();
        }
    }
}
