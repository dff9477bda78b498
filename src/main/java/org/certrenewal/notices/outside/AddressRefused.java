package org.certrenewal.notices.outside;

import org.certrenewal.process.outbox.Refused;

/** Says that nobody can be reached at an address, now or later: a permanent answer about the recipient. */
public class AddressRefused extends Refused {
    private static final long serialVersionUID = 1L;

    /** Takes the other side's code for it, such as {@code 550-5.1.1}. */
    public AddressRefused(String code) {
        super(code);
    }
}
