package org.certrenewal.web.verify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.certrenewal.access.limits.Throttle;
import org.certrenewal.access.limits.Throttle.Limit;
import org.certrenewal.registry.Certificate;
import org.certrenewal.typed.Codes;
import org.certrenewal.typed.Names;
import org.certrenewal.vault.Vault;
import org.springframework.stereotype.Component;

/**
 * Tells somebody who has a paper before them whether its name, or the end of its identity number, is the one that is
 * registered: the page itself shows a masked name, which a forger can suit. So few tries that nobody finds a name or a
 * number by trying; keyed digests are compared, in the same time whatever differs.
 */
@Component
class HolderCheck {

    /** For a certificate and a day, by whomever. */
    static final int TRIES = 5;

    private static final String PURPOSE = "verify/holder";
    private static final Limit LIMIT = new Limit("verify-holder", TRIES, Duration.ofDays(1));
    private static final Pattern END = Pattern.compile("[0-9]{5}[0-9X]");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{17}[0-9X]");
    private static final int LONGEST = 100;

    private final Vault vault;
    private final Throttle throttle;
    private final Clock clock;

    HolderCheck(Vault vault, Throttle throttle, Clock clock) {
        this.vault = vault;
        this.throttle = throttle;
        this.clock = clock;
    }

    /** What somebody is told. */
    enum Outcome {
        AGREES("good", "一致", "您输入的与本证登记的一致。请再对照持证人本人与证照上的照片，并查看身份证件，核对姓名和号码。"),
        DIFFERS("bad", "不一致", "您输入的与本证登记的不一致。请先检查有没有输错；如果证照上印的就是这样，请谨防假证，不要采信，并向发证机关核实。"),
        TOO_MANY("warning", "今天不能再核对", "同一证照每天只能核对5次。请明天再试，或者当面查看身份证件，并向发证机关核实。"),
        UNREADABLE("warning", "请重新输入", "请输入证照上的姓名全名，或者持证人身份证号的最后六位。");

        private final String mood;
        private final String heading;
        private final String text;

        Outcome(String mood, String heading, String text) {
            this.mood = mood;
            this.heading = heading;
            this.text = text;
        }

        public String mood() {
            return mood;
        }

        public String heading() {
            return heading;
        }

        public String text() {
            return text;
        }
    }

    /**
     * Compares.
     *
     * @param version the version that the paper is of
     * @param typed the full name, or the last six characters of the identity number, or all of it
     */
    Outcome compare(Certificate version, String typed) {
        String number = Codes.capitalsWithoutDashes(typed).replaceFirst("[×Х✕Χ]$", "X");
        boolean isNumber =
                END.matcher(number).matches() || WHOLE.matcher(number).matches();
        String name = Names.folded(typed);
        if (!isNumber && !looksLikeAName(name)) {
            return Outcome.UNREADABLE;
        }
        if (!throttle.take(LIMIT, version.number().value() + " " + LocalDate.now(clock))) {
            return Outcome.TOO_MANY;
        }
        String held = version.holder().value();
        boolean agrees = isNumber
                ? same(number, held.substring(held.length() - number.length()))
                : same(name, Names.folded(version.holderName().value()));
        return agrees ? Outcome.AGREES : Outcome.DIFFERS;
    }

    /** Half a number, or the masked name of the page itself, is no try. */
    private static boolean looksLikeAName(String name) {
        return name.codePointCount(0, name.length()) >= 2
                && name.length() <= LONGEST
                && name.chars().noneMatch(it -> it == '*' || Character.isDigit(it));
    }

    private boolean same(String typed, String registered) {
        return MessageDigest.isEqual(digest(typed), digest(registered));
    }

    private byte[] digest(String value) {
        return vault.index(PURPOSE, value).getBytes(StandardCharsets.US_ASCII);
    }
}
