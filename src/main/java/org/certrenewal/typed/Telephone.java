package org.certrenewal.typed;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds a telephone number. People write it with or without country code, in groups, in full-width digits, with an
 * extension, with the direction marks that a list of contacts puts round it; it is kept in one form, as it is dialled
 * in this country, or with country code elsewhere ({@code 13800000013}, {@code 0574-87654321转801}, {@code 4008123123},
 * {@code 95588}, {@code +85291234567}), and shown in groups ({@code 138 0000 0013}, {@code 0574-87654321 转 801}).
 *
 * @param value the number in the form in which it is kept
 */
public record Telephone(String value) {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final String REGION = "CN";
    private static final int CHINA = 86;

    private static final Pattern KEPT = Pattern.compile(
            "(?<number>1[3-9][0-9]{9}|0[0-9]{2,3}-[0-9]{7,8}|[48]00[0-9]{7}|9[56][0-9]{3,6}|0?[1-9][0-9]{4,11}|\\+[1-9][0-9]{4,14})(?:转(?<extension>[0-9]{1,8}))?");
    /** 一 is how many write a dash in the middle of a number. */
    private static final Pattern HAN_ONE = Pattern.compile("(?<=[0-9)]) ?一 ?(?=[0-9])");
    /** What some write before the number. */
    private static final Pattern LABEL = Pattern.compile(
            "^(?:联系)?(?:电话|手机|固话|座机|tel|phone|mobile)(?:号码?)?\\s*[:.]?\\s*(?=[+(0-9])", Pattern.CASE_INSENSITIVE);
    /** The library reads no {@code -801} and no 转801, so that extensions are split off first. */
    private static final Pattern EXTENSION = Pattern.compile(
            "^(?<number>.*?[0-9)])[ -]*\\(?\\s*(?:转接|转|轉|分机号?|分機|内线|;?ext(?:n|ension)?[.=]?|x|#|\\*|,+|;)\\s*[:.]?\\s*"
                    + "(?:分机号?)?\\s*[:.]?\\s*(?<extension>[0-9]{1,8})\\s*\\)?$",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern LAST_GROUP = Pattern.compile("^(?<number>.*[0-9)])[ -]+(?<extension>[0-9]{1,6})$");
    private static final Pattern SIGNS = Pattern.compile("[+0-9().\\- ]+");
    private static final Pattern MOBILE = Pattern.compile("1[3-9][0-9]{9}");
    private static final Pattern SERVICE = Pattern.compile("[48]00[0-9]{7}");
    /** Hotlines of companies; the same in the whole country. */
    private static final Pattern HOTLINE = Pattern.compile("95[0-9]{3,6}|96[0-9]{3,4}");

    private static final String EXTENDED = "转";
    private static final Pattern WITHOUT_AREA = Pattern.compile("[2-9][0-9]{6,7}");

    /** Says in which way a text fails to be a number. */
    public enum Reason {
        EMPTY("请填写联系电话"),
        WITHOUT_AREA("固定电话请加区号，例如 0574-87654321"),
        UNREADABLE("请填写11位手机号码，或带区号的固定电话（可带分机），例如 0574-87654321 转 801；境外号码请加国家或地区代码");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** Checks that the value has the form in which numbers are kept; {@link #of} reads what people type. */
    public Telephone {
        if (!KEPT.matcher(value).matches()) {
            throw new Invalid(Reason.UNREADABLE);
        }
    }

    /**
     * Reads a number as people type it.
     *
     * @throws Invalid with the reason in Chinese
     */
    public static Telephone of(String typed) {
        String text = LABEL.matcher(HAN_ONE.matcher(Codes.spaced(typed)).replaceAll("-"))
                .replaceFirst("");
        if (text.isEmpty()) {
            throw new Invalid(Reason.EMPTY);
        }
        Matcher marked = EXTENSION.matcher(text);
        Optional<Telephone> found = marked.matches()
                ? read(marked.group("number"), marked.group("extension"))
                : read(text, null).or(() -> withoutMark(text));
        return found.orElseThrow(() -> new Invalid(
                WITHOUT_AREA.matcher(text.replaceAll("[- ]", "")).matches() ? Reason.WITHOUT_AREA : Reason.UNREADABLE));
    }

    private static Optional<Telephone> withoutMark(String text) {
        Matcher last = LAST_GROUP.matcher(text);
        return last.matches() ? read(last.group("number"), last.group("extension")) : Optional.empty();
    }

    private static Optional<Telephone> read(String text, String extension) {
        if (!SIGNS.matcher(text).matches()) {
            return Optional.empty();
        }
        String digits = text.replaceAll("[^0-9+]", "");
        String inside = extension == null ? "" : EXTENDED + extension;
        if (HOTLINE.matcher(digits).matches()) {
            return Optional.of(new Telephone(digits + inside));
        }
        try {
            PhoneNumber number = NUMBERS.parse(digits, REGION);
            boolean exists = NUMBERS.isValidNumber(number)
                    || number.getCountryCode() == CHINA
                            && MOBILE.matcher(national(number)).matches();
            return exists ? Optional.of(new Telephone(dialled(number) + inside)) : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    private static String dialled(PhoneNumber number) {
        if (number.getCountryCode() != CHINA) {
            return NUMBERS.format(number, PhoneNumberFormat.E164);
        }
        String national = national(number);
        if (MOBILE.matcher(national).matches() || SERVICE.matcher(national).matches()) {
            return national;
        }
        int area = NUMBERS.getNumberType(number) == PhoneNumberType.FIXED_LINE
                ? NUMBERS.getLengthOfGeographicalAreaCode(number)
                : 0;
        return area == 0 ? national : "0" + national.substring(0, area) + "-" + national.substring(area);
    }

    /** Returns the number as people read it. */
    public String readable() {
        Matcher kept = KEPT.matcher(value);
        kept.matches();
        String number = kept.group("number");
        String extension = kept.group("extension") == null ? "" : " " + EXTENDED + " " + kept.group("extension");
        if (MOBILE.matcher(number).matches()) {
            return number.substring(0, 3) + " " + number.substring(3, 7) + " " + number.substring(7) + extension;
        }
        if (SERVICE.matcher(number).matches()) {
            return number.substring(0, 3) + "-" + number.substring(3, 6) + "-" + number.substring(6) + extension;
        }
        return (number.startsWith("+") ? international(number) : number) + extension;
    }

    private static String international(String number) {
        try {
            return NUMBERS.format(NUMBERS.parse(number, REGION), PhoneNumberFormat.INTERNATIONAL);
        } catch (NumberParseException e) {
            return number;
        }
    }

    private static String national(PhoneNumber number) {
        return NUMBERS.getNationalSignificantNumber(number);
    }

    /** Returns a number that is kept as people read it; what isn't in the form of today stays as it is. */
    public static String shown(String kept) {
        return kept != null && KEPT.matcher(kept).matches() ? new Telephone(kept).readable() : kept;
    }

    /** Returns why a text is no number, in Chinese, or nothing. */
    public static Optional<String> whyNot(String typed) {
        try {
            of(typed);
            return Optional.empty();
        } catch (Invalid invalid) {
            return Optional.of(invalid.getMessage());
        }
    }

    /** Says why a text is no telephone number; the message is in Chinese and never repeats the number. */
    public static final class Invalid extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        private final Reason reason;

        private Invalid(Reason reason) {
            super(reason.text());
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }
    }
}
