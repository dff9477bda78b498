package org.certrenewal.registry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certrenewal.typed.Codes;

/**
 * Holds a certificate's number in the form that the province uses since it issues the certificates itself: province,
 * city letter, trade (2 digits), year (4), serial; such as 浙B012023000123.
 *
 * <p>The serial has six digits in what was published; more are let through, up to 25 characters in all.
 *
 * @param value the number, normalised
 */
public record CertificateNumber(String value) {

    private static final int LONGEST = 25;
    private static final Pattern SHAPE = Pattern.compile(
            "(?<province>\\p{IsHan})(?<city>[A-Z])(?<trade>[0-9]{2})(?<year>[0-9]{4})(?<serial>[0-9A-Z]{4,17})");
    private static final Pattern OLD = Pattern.compile("[\\p{IsHan}A-Z0-9第号字（）()\\[\\]〔〕-]{4,25}");
    private static final String PROVINCE = "浙";
    /** The number in full but for 浙, which some keyboards don't have at hand. */
    private static final Pattern BARE = Pattern.compile("[A-Z][0-9]{2}(?:19|20)[0-9]{2}[0-9A-Z]{6}");
    /** Begins as the number does behind 浙, but isn't complete. */
    private static final Pattern BARE_BEGINNING = Pattern.compile("[A-Z][0-9]{2}(?:19|20)[0-9]{2}[0-9A-Z]{0,17}");

    /** Says in which way a text fails to be a number. */
    public enum Reason {
        EMPTY("请输入证书编号"),
        TOO_LONG("证书编号不能超过25个字符"),
        /** Looks like a number from before the province took over. */
        OLD_STYLE("请填写新的证书编号。旧编号不能用于延续，新编号可在浙江省建设信息港按完整身份证号查询"),
        WITHOUT_PROVINCE("证书编号以“浙”开头，请补全，例如：浙B012023000123"),
        OTHER_PROVINCE("该证书编号不是浙江省的编号，请向原考核发证机关申请延续"),
        MALFORMED("证书编号格式不正确，例如：浙B012023000123");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** Checks that the value is normalised already; {@link #of} reads what people type. */
    public CertificateNumber {
        if (value.length() > LONGEST || !SHAPE.matcher(value).matches()) {
            throw new Invalid(Reason.MALFORMED);
        }
    }

    /**
     * Reads a number as people type and paste it: full-width characters become narrow ones, letters large; blanks,
     * dashes and what can't be seen vanish, and 浙 is added where only that is missing.
     *
     * @throws Invalid with the reason
     */
    public static CertificateNumber of(String typed) {
        String grouped = Codes.capitals(typed);
        String value = grouped.replace("-", "");
        if (value.isEmpty()) {
            throw new Invalid(Reason.EMPTY);
        }
        if (BARE.matcher(value).matches()) {
            return new CertificateNumber(PROVINCE + value);
        }
        if (value.length() > LONGEST) {
            throw new Invalid(Reason.TOO_LONG);
        }
        Matcher shape = SHAPE.matcher(value);
        if (shape.matches()) {
            if (!PROVINCE.equals(shape.group("province"))) {
                throw new Invalid(Reason.OTHER_PROVINCE);
            }
            return new CertificateNumber(value);
        }
        if (BARE_BEGINNING.matcher(value).matches()) {
            throw new Invalid(Reason.WITHOUT_PROVINCE);
        }
        boolean begunRight = value.matches(PROVINCE + "[A-Z][0-9]{0,9}");
        throw new Invalid(!begunRight && OLD.matcher(grouped).matches() ? Reason.OLD_STYLE : Reason.MALFORMED);
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

    /** Returns the letter of the city, as on its number plates. */
    public char cityLetter() {
        return value.charAt(1);
    }

    /** Returns the trade's code, 2 digits. */
    public String tradeCode() {
        return value.substring(2, 4);
    }

    /** Returns the year in the number. */
    public int year() {
        return Integer.parseInt(value.substring(4, 8));
    }

    @Override
    public String toString() {
        return value;
    }

    /** Says why a text is no certificate number; the message is in Chinese. */
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
