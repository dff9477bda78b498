package org.certrenewal.access.verify;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Limits what a stranger may ask in a minute, and all strangers together. Counts on each node by itself and in memory
 * only: with three nodes, a client that is spread over them gets three times as much, and no address is ever stored or
 * logged. Behind a proxy, the address is the one that the proxy forwards.
 */
@Component
public class PublicRate {

    private static final int CLIENTS = 10_000;
    private static final int ALL_TO_ONE = 20;
    private static final int MINUTE = 60;

    private final Clock clock;
    private final int perMinute;
    private final Map<String, Integer> asked = new LinkedHashMap<>();
    private long minute;
    private int together;

    PublicRate(Clock clock, @Value("${renewal.public-checks-per-minute:30}") int perMinute) {
        this.clock = clock;
        this.perMinute = perMinute;
    }

    /** Counts a question and tells whether it is answered. */
    public synchronized boolean admits(HttpServletRequest request) {
        long now = clock.instant().getEpochSecond() / MINUTE;
        if (now != minute) {
            minute = now;
            together = 0;
            asked.clear();
        }
        String client = client(request.getRemoteAddr());
        boolean known = asked.containsKey(client);
        if (together >= perMinute * ALL_TO_ONE || !known && asked.size() >= CLIENTS) {
            return false;
        }
        if (asked.merge(client, 1, Integer::sum) > perMinute) {
            return false;
        }
        together++;
        return true;
    }

    /** Takes the first half of an IPv6 address: a household has all of the second. */
    private static String client(String address) {
        if (address == null || address.indexOf(':') < 0) {
            return String.valueOf(address);
        }
        String[] groups = address.split(":", -1);
        return String.join(":", java.util.Arrays.copyOf(groups, Math.min(4, groups.length)));
    }
}
