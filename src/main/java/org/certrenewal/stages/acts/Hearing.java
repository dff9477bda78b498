package org.certrenewal.stages.acts;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Says when, where and under whom a hearing is held (行政处罚法 Art 64).
 *
 * @param presiding who leads it: nobody who has to do with the act
 */
record Hearing(LocalDateTime at, String place, String presiding) {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm");

    /** Returns it as it is kept, one line each. */
    String written() {
        return MINUTE.format(at) + "\n" + place + "\n" + presiding;
    }

    static Hearing read(String written) {
        String[] lines = written.split("\n", -1);
        return new Hearing(LocalDateTime.parse(lines[0], MINUTE), lines[1], lines[2]);
    }
}
