package org.certrenewal.access;

import java.util.Arrays;

/** Says who stands behind an address, for counting. */
public final class Client {

    private static final int HOUSEHOLD = 4;

    private Client() {}

    /**
     * Takes the first half of an IPv6 address, as a household has all of the second; an IPv4 address as it is. Behind a
     * proxy, the address is the one that the proxy forwards.
     */
    public static String of(String address) {
        if (address == null || address.indexOf(':') < 0) {
            return String.valueOf(address);
        }
        String[] groups = address.split(":", -1);
        return String.join(":", Arrays.copyOf(groups, Math.min(HOUSEHOLD, groups.length)));
    }
}
