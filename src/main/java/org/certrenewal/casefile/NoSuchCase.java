package org.certrenewal.casefile;

/** Says that there is no such case, or none that the person may see. */
public class NoSuchCase extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoSuchCase(String number) {
        super("没有这个办件：" + number);
    }
}
