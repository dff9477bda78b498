package org.certrenewal.process;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.springframework.stereotype.Component;

/**
 * Makes case numbers that can't be guessed: province, day, a letter, seven random digits or letters. Spreadsheets take
 * what is all digits, or digits with one {@code E} among them, for a number, and write another one; behind this letter,
 * and without {@code E}, nothing is one. Numbers from before that stay valid.
 */
@Component
public class CaseNumbers {

    /** Crockford's base 32, in which no letter is taken for a digit, without the sign of a power of ten. */
    private static final String DIGITS = "0123456789ABCDFGHJKMNPQRSTVWXYZ";

    /** Nothing that a program reads behind digits as part of a number or of a time: 1D, 1F, 1L, 9A, 9P. */
    private static final String LETTERS = "GHJKMNQRSTVWXYZ";

    private static final int RANDOM_DIGITS = 7;
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
        number.append(LETTERS.charAt(source.nextInt(LETTERS.length())));
        for (int i = 0; i < RANDOM_DIGITS; i++) {
            number.append(DIGITS.charAt(source.nextInt(DIGITS.length())));
        }
        return number.toString();
    }
}
