package org.certrenewal.notices.outside;

/** Says that nobody can be reached at an address, now or later: a permanent answer about the recipient. */
public class AddressRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /** Takes the other side's code for it, such as {@code 550-5.1.1}. */
    public AddressRefused(String code) {
        super("the address was refused: " + code);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
