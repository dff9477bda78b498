package org.certrenewal.web.pages;

import java.util.List;

/**
 * Names people whom anybody may log in as; the log-in page shows them with their passwords. The demonstration has some.
 */
public interface OfferedLogins {

    /** Returns them in the order in which they are shown. */
    List<Offer> all();

    /**
     * Offers one.
     *
     * @param groups the person's groups, as the engine has them
     * @param story who it is, in one line
     */
    record Offer(String id, String name, List<String> groups, String password, String story) {}
}
