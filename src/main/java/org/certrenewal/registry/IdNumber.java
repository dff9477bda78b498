package org.certrenewal.registry;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Objects;
import java.util.Set;
import org.certrenewal.registry.reference.Gender;
import org.certrenewal.typed.Codes;

/**
 * Holds a citizen's identity number (GB 11643): place of first registration, date of birth, order, check character.
 *
 * <p>Only the place's province is checked, because numbers carry places that no longer exist. {@link #toString()} is
 * masked, so that the number doesn't reach a log by accident; whoever needs it asks for {@link #value()}.
 */
public final class IdNumber {

    private static final int LENGTH = 18;
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";
    private static final LocalDate EARLIEST_BIRTH = LocalDate.of(1900, 1, 1);
    private static final DateTimeFormatter BIRTH =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);
    /** Provinces; 81, 82 and 83 are the residence permits of people from Hong Kong, Macao and Taiwan. */
    private static final Set<String> PROVINCES = Set.of(
            "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43",
            "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83");

    private final String value;
    private final LocalDate birthDate;

    private IdNumber(String value, LocalDate birthDate) {
        this.value = value;
        this.birthDate = birthDate;
    }

    /**
     * Reads a number as people type and paste it: in groups, in full width, with {@code x} or what looks like it at the
     * end.
     *
     * @throws Invalid with the reason in Chinese
     */
    public static IdNumber of(String typed) {
        String value = Codes.capitalsWithoutDashes(typed).replaceFirst("[×Хх✕Χ]$", "X");
        if (value.isEmpty()) {
            throw new Invalid("请输入身份证号码");
        }
        if (value.length() != LENGTH) {
            throw new Invalid("身份证号码应为18位");
        }
        if (!value.matches("[0-9]{17}[0-9X]")) {
            throw new Invalid("身份证号码前17位应为数字，最后一位应为数字或X");
        }
        if (!PROVINCES.contains(value.substring(0, 2))) {
            throw new Invalid("身份证号码前6位的地区不存在");
        }
        LocalDate birthDate = birthDate(value);
        if (checkCharacter(value.substring(0, LENGTH - 1)) != value.charAt(LENGTH - 1)) {
            throw new Invalid("身份证号码校验位不正确，请核对后重新输入");
        }
        return new IdNumber(value, birthDate);
    }

    /** Computes the last character for the first 17 digits. */
    public static char checkCharacter(String first17) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * Character.digit(first17.charAt(i), 10);
        }
        return CHECKS.charAt(sum % CHECKS.length());
    }

    private static LocalDate birthDate(String value) {
        try {
            LocalDate date = LocalDate.parse(value.substring(6, 14), BIRTH);
            if (!date.isBefore(EARLIEST_BIRTH)) {
                return date;
            }
        } catch (DateTimeException noSuchDay) {
            // Said below, in the same words.
        }
        throw new Invalid("身份证号码中的出生日期不正确");
    }

    /** Returns the number in full. Not for logs, process variables or exception texts. */
    public String value() {
        return value;
    }

    /** Returns the place of first registration, 6 digits; it may no longer exist. */
    public String placeCode() {
        return value.substring(0, 6);
    }

    public LocalDate birthDate() {
        return birthDate;
    }

    /** Returns the age in whole years. */
    public int ageOn(LocalDate day) {
        return Period.between(birthDate, day).getYears();
    }

    public Gender gender() {
        return Character.digit(value.charAt(16), 10) % 2 == 1 ? Gender.MALE : Gender.FEMALE;
    }

    /** Returns the number as screens show it: first and last character, stars between. */
    public String masked() {
        return value.charAt(0) + "*".repeat(LENGTH - 2) + value.charAt(LENGTH - 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdNumber that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(value);
    }

    @Override
    public String toString() {
        return masked();
    }

    /** Says in Chinese why a number can't be right; never repeats the number. */
    public static final class Invalid extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        private Invalid(String reason) {
            super(reason);
        }
    }
}
