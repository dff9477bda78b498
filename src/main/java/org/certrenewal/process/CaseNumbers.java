package org.certrenewal.process;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.springframework.stereotype.Component;

/** Makes case numbers that can't be guessed: province, day, eight random digits. */
@Component
public class CaseNumbers {

    /** Crockford's base 32: no letter that is taken for a digit. */
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int RANDOM_DIGITS = 8;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd");

    private final Clock clock;
    private final SecureRandom unguessable = new SecureRandom();
    private volatile Random source = unguessable;

    CaseNumbers(Clock clock) {
        this.clock = clock;
    }

    /** Makes the same numbers again and again, for a demonstration that is filled before anybody can reach it. */
    public void repeat(long seed) {
        source = new Random(seed);
    }

    /** Makes numbers that can't be guessed, as it does unless {@link #repeat} was asked for. */
    public void beUnguessable() {
        source = unguessable;
    }

    String next() {
        StringBuilder number = new StringBuilder("33").append(DAY.format(LocalDate.now(clock)));
        for (int i = 0; i < RANDOM_DIGITS; i++) {
            number.append(DIGITS.charAt(source.nextInt(DIGITS.length())));
        }
        return number.toString();
    }
}
