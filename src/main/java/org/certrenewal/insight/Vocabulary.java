package org.certrenewal.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.law.ClockEntry;
import org.certrenewal.law.RuleKey;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.registry.reference.Offices;
import org.certrenewal.registry.reference.Trade;
import org.certrenewal.registry.reference.Trades;
import org.springframework.stereotype.Component;

/** Knows what codes are called, in Chinese and English. */
@Component
class Vocabulary {

    private static final Map<String, String> PLACES = Map.ofEntries(
            Map.entry("330100", "Hangzhou"),
            Map.entry("330200", "Ningbo"),
            Map.entry("330300", "Wenzhou"),
            Map.entry("330400", "Jiaxing"),
            Map.entry("330500", "Huzhou"),
            Map.entry("330600", "Shaoxing"),
            Map.entry("330700", "Jinhua"),
            Map.entry("330800", "Quzhou"),
            Map.entry("330900", "Zhoushan"),
            Map.entry("331000", "Taizhou"),
            Map.entry("331100", "Lishui"),
            Map.entry("330782", "Yiwu"));

    private static final Map<String, String> OUTCOMES = Map.ofEntries(
            Map.entry("DRAFT", "Draft"),
            Map.entry("SUBMITTED", "Submitted, to be accepted"),
            Map.entry("CORRECTING", "To be corrected"),
            Map.entry("ACCEPTED", "Accepted, under review"),
            Map.entry("APPROVED", "Approved, being issued"),
            Map.entry("ISSUED", "Issued"),
            Map.entry("DEEMED_RENEWED", "Renewed by silence"),
            Map.entry("REJECTED", "Rejected"),
            Map.entry("NOT_ACCEPTED", "Not accepted"),
            Map.entry("WITHDRAWN", "Withdrawn"),
            Map.entry("ABANDONED", "Abandoned"),
            Map.entry("AUTHENTICATION_FAILED", "Authentication failed"),
            Map.entry("INVALIDATED", "Certificate disposed of"),
            Map.entry("TERMINATED", "Handling ended by the office"),
            Map.entry("STOPPED", "Stopped by an administrator"));

    private static final Map<String, String> TRADES = Map.ofEntries(
            Map.entry("01", "Electrician"),
            Map.entry("02", "Scaffolder (ordinary)"),
            Map.entry("03", "Scaffolder (attached lifting)"),
            Map.entry("04", "Hoist signaller and slinger"),
            Map.entry("05", "Crane driver (tower crane)"),
            Map.entry("06", "Crane driver (construction lift)"),
            Map.entry("07", "Crane driver (material hoist)"),
            Map.entry("08", "Crane erector (tower crane)"),
            Map.entry("09", "Crane erector (construction lift)"),
            Map.entry("10", "Crane erector (material hoist)"),
            Map.entry("11", "Suspended-platform erector"),
            Map.entry("99", "Welder"));

    private final Offices offices;
    private final Trades trades;

    Vocabulary(Offices offices, Trades trades) {
        this.offices = offices;
        this.trades = trades;
    }

    /** Holds a code with its names. */
    record Word(String code, String zh, String en) {}

    List<String> officeCodes() {
        return offices.all().stream().map(Office::code).toList();
    }

    List<String> tradeCodes() {
        return trades.all().stream().map(Trade::code).distinct().toList();
    }

    List<Word> offices() {
        return offices.all().stream()
                .map(it -> new Word(it.code(), it.name(), PLACES.getOrDefault(it.code(), it.code())))
                .toList();
    }

    List<Word> trades() {
        Map<String, Word> words = new LinkedHashMap<>();
        trades.all()
                .forEach(it -> words.merge(
                        it.code(),
                        new Word(it.code(), it.name(), TRADES.getOrDefault(it.code(), "Trade " + it.code())),
                        (one, other) -> new Word(one.code(), "其他类别", "Other trade")));
        return List.copyOf(words.values());
    }

    List<Word> outcomes() {
        return Parameters.OUTCOMES.stream()
                .map(it -> new Word(
                        it,
                        "DEEMED_RENEWED".equals(it)
                                ? "视为准予延续"
                                : CaseStatus.valueOf(it).label(),
                        OUTCOMES.get(it)))
                .toList();
    }

    static List<Word> roles() {
        return List.of(
                new Word("applicant", "申请人", "Applicant"),
                new Word("officer", "受理审核人员", "Officer"),
                new Word("supervisor", "负责人", "Supervisor"),
                new Word("clerk", "寄件人员", "Clerk"),
                new Word("system", "系统（期限届满）", "System"));
    }

    static List<Word> fields() {
        return List.of(
                new Word("form.region", "继续教育所在地", "Place of education"),
                new Word("form.certificate.number", "证书编号", "Certificate number"),
                new Word("form.undertaking", "本人承诺", "Undertaking"),
                new Word("pickup", "取件方式与收件地址", "Pickup and address"));
    }

    static List<Word> grounds() {
        List<Word> words = new ArrayList<>();
        for (RuleKey key : RuleKey.values()) {
            words.add(new Word(key.id(), ground(key), english(key)));
        }
        return words;
    }

    private static String ground(RuleKey key) {
        return switch (key) {
            case TRUE_STATEMENTS -> "隐瞒有关情况或者提供虚假材料";
            case HOLDER_ONLY -> "申请人不是持证人本人";
            case CERTIFICATE_VALID -> "证书不在有效状态";
            case WINDOW_OPENS_MONTHS -> "不在可以申请延续的期间内";
            case VIOLATION_COUNT -> "违章操作记录达到规定次数";
            case FALSE_PAPERS_BAR_YEARS -> "曾提供虚假材料，在限制期内";
            case FRAUD_BAR_YEARS -> "曾以欺骗、贿赂取得许可，在限制期内";
            default -> key.label();
        };
    }

    private static String english(RuleKey key) {
        return switch (key) {
            case TRUE_STATEMENTS -> "False statements";
            case HOLDER_ONLY -> "Not the holder";
            case CERTIFICATE_VALID -> "Certificate not valid";
            case WINDOW_OPENS_MONTHS -> "Outside the window";
            case VIOLATION_COUNT -> "Too many violations";
            case GROUND_AGE -> "Over the age";
            case GROUND_HEALTH -> "Health";
            case GROUND_ACCIDENT -> "Responsible for an accident";
            case GROUND_EDUCATION -> "Education missing";
            case GROUND_OTHER -> "Other ground";
            default -> key.id();
        };
    }

    static List<Word> clocks() {
        return Arrays.stream(ClockEntry.Kind.values())
                .map(it -> new Word(
                        it.name(),
                        it.label(),
                        it.name().charAt(0) + it.name().substring(1).toLowerCase(java.util.Locale.ROOT)))
                .toList();
    }

    static Optional<Word> find(List<Word> words, String code) {
        return words.stream().filter(it -> it.code().equals(code)).findFirst();
    }

    /** Returns what a code is called, or the code. */
    static String name(List<Word> words, String code, boolean english) {
        return find(words, code).map(it -> english ? it.en() : it.zh()).orElse(code);
    }
}
