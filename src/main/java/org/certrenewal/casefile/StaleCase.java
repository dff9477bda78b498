package org.certrenewal.casefile;

/** Says that the case has changed since the form was loaded. */
public class StaleCase extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StaleCase(String number) {
        super("办件 " + number + " 已在别处更改，请刷新后再试");
    }
}
