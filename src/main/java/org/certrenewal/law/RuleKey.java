package org.certrenewal.law;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Lists everything that the texts of law decide for a renewal. A key without a list of words takes a whole number of
 * the unit given.
 */
public enum RuleKey {
    TERM_YEARS("证书延续后的有效期", "年"),
    WINDOW_OPENS_MONTHS("最早可在有效期届满前多久申请", "个月"),
    WINDOW_IN_TIME_WORKING_DAYS("最迟应在有效期届满前多久申请", "个工作日"),
    LATE_APPLICATION("期限已过、证书尚未到期时的申请", List.of("warn", "refuse")),
    GRACE_MONTHS("有效期届满后仍可申请的宽限", "个月"),
    TERM_AFTER_EXPIRY("届满后才准予延续的，新使用期的起算", List.of("from-decision", "from-old-end")),
    SILENCE_UNTIL_EXPIRY("有效期届满前未作决定", List.of("deemed-renewed", "alarm")),
    ACCEPTANCE_WORKING_DAYS("受理或一次性告知补正", "个工作日"),
    DECISION_WORKING_DAYS("作出决定", "个工作日"),
    PROMISED_DECISION_WORKING_DAYS("承诺办结时限：自受理之日起作出决定", "个工作日"),
    REFUSAL_WORKING_DAYS("作出不予延续决定", "个工作日"),
    REFUSAL_COUNTS_FROM("不予延续决定期限的起算", List.of("receipt", "acceptance")),
    EXTENSION_WORKING_DAYS("经负责人批准延长", "个工作日"),
    EXTENSION_PROPOSAL_WORKING_DAYS("经办人最早可在作出决定的期限届满前多久提请延长", "个工作日"),
    DELIVERY_WORKING_DAYS("颁发、送达", "个工作日"),
    EXCLUDED_TIME("检验、检测、专家评审等不计入期限的时间", List.of("stops-the-clock")),
    CORRECTION_CLOCK("补正后受理期限", List.of("restart", "resume")),
    CORRECTION_ANSWER_WORKING_DAYS("申请人补正的期限", "个工作日"),
    REMINDER_WORKING_DAYS("到期前提醒", "个工作日"),
    EXPIRY_NOTICE_FIRST_DAYS("第一次到期提醒在按期申请最后一日之前", "日"),
    EXPIRY_NOTICE_SECOND_DAYS("第二次到期提醒在按期申请最后一日之前", "日"),
    EXPIRY_NOTICE_LAST_DAYS("最后一次到期提醒在按期申请最后一日之前", "日"),
    FLAGGED_NOTICE_WORKING_DAYS("系统核查有疑点而尚未决定的办件，报告负责人的时间在证书有效期届满之前", "个工作日"),
    PERSON_REQUEST_WORKING_DAYS("对更正、删除个人信息的请求作出决定", "个工作日"),
    DRAFT_DAYS("草稿保留", "日"),
    DRAFT_NOTICE_DAYS("草稿清除前提醒", "日"),
    RECONSIDERATION_DAYS("申请行政复议", "日"),
    LAWSUIT_MONTHS("提起行政诉讼", "个月"),
    FALSE_PAPERS_BAR_YEARS("隐瞒情况或提供虚假材料后不得再次申请", "年"),
    FRAUD_BAR_YEARS("以欺骗、贿赂取得许可后不得再次申请", "年"),
    VIOLATION_COUNT("违章操作记录达到", "次"),
    VIOLATION_YEARS("违章操作记录的统计期间", "年"),
    GROUND_AGE("超过工种规定年龄", List.of("officer", "off")),
    CHECKUP_AGE("超过此年龄的，应当每年体检；0为不要求", "周岁"),
    GROUND_HEALTH("身体健康状况不再适应岗位", List.of("officer", "off")),
    GROUND_ACCIDENT("对生产安全事故负有责任", List.of("officer", "off")),
    GROUND_EDUCATION("未按规定参加年度安全教育培训或者继续教育", List.of("officer", "off")),
    GROUND_OTHER("考核发证机关规定的其他情形", List.of("officer", "off")),
    TRADE_RECOGNISED("操作类别属于认定范围", List.of("officer", "off")),
    HOLDER_ONLY("由持证人本人申请", List.of("required")),
    CERTIFICATE_VALID("证书有效", List.of("required")),
    ONE_OPEN_RENEWAL("同一证书只能有一个在办延续申请", List.of("required")),
    TRUE_STATEMENTS("申请内容真实", List.of("required")),
    NOT_COMPETENT("属于本机关职权范围", List.of("required")),
    NO_PERMIT_NEEDED("依法需要取得行政许可", List.of("required")),
    ACT_SUSPEND_PENALTY("被行政处罚决定暂扣许可证件", Precedes.WORDS),
    ACT_SUSPEND_URGENT("继续作业危及生产安全，来不及事先告知，先行暂扣", Precedes.WORDS),
    ACT_LIFT_TERM("暂扣期限届满", Precedes.WORDS),
    ACT_LIFT_CHANGED("暂扣决定被撤销或者变更，提前发还", Precedes.WORDS),
    ACT_REVOKE_PENALTY("被行政处罚决定吊销许可证件", Precedes.WORDS),
    ACT_RESCIND_FRAUD("以欺骗、贿赂等不正当手段取得许可", Precedes.WORDS),
    ACT_RESCIND_UNLAWFUL("违法作出准予许可决定", Precedes.WORDS),
    ACT_RESCIND_FORGED("弄虚作假骗取资格证书或者办理延期复核手续", Precedes.WORDS),
    ACT_CANCEL_EXPIRED("使用期届满未延续", Precedes.WORDS),
    ACT_CANCEL_DEATH("持证人死亡", Precedes.WORDS),
    ACT_CANCEL_INCAPACITY("持证人丧失行为能力", Precedes.WORDS),
    ACT_CANCEL_TAKEN("许可依法被撤销、撤回，或者许可证件依法被吊销", Precedes.WORDS),
    ACT_CANCEL_REQUEST("持证人书面申请注销", Precedes.WORDS),
    ACT_WARN_FALSE("申请行政许可时隐瞒有关情况或者提供虚假材料", Precedes.WORDS),
    ACT_CORRECT_ERROR("证书登记的姓名、性别与持证人的身份证件不一致", Precedes.WORDS),
    ACT_CORRECT_CHANGED("持证人依法变更姓名", Precedes.WORDS),
    ACT_STATEMENT_WORKING_DAYS("持证人对拟作出的处置陈述、申辩，或者要求听证", "个工作日"),
    HEARING_NOTICE_WORKING_DAYS("举行听证前通知当事人", "个工作日");

    /**
     * Says in a rule about a ground of an act what goes before the decision: the ground isn't offered, nothing, the
     * holder's statement, the holder's statement and on request a hearing; or it takes effect at once, and the holder
     * is heard afterwards.
     */
    public enum Precedes {
        OFF,
        NONE,
        STATEMENT,
        HEARING,
        AFTERWARDS;

        private static final List<String> WORDS =
                Arrays.stream(values()).map(Precedes::word).toList();

        /** Returns what a word of the seeds stands for. */
        public static Optional<Precedes> ofWord(String word) {
            return Arrays.stream(values())
                    .filter(value -> value.word().equals(word))
                    .findFirst();
        }

        /** Returns the word that stands for it in the seeds. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String label;
    private final String unit;
    private final List<String> words;

    RuleKey(String label, String unit) {
        this.label = label;
        this.unit = unit;
        this.words = List.of();
    }

    RuleKey(String label, List<String> words) {
        this.label = label;
        this.unit = "";
        this.words = words;
    }

    /** Returns the key as it is written in the seeds, such as {@code term-years}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the key as FEEL can read it, such as {@code termYears}. */
    public String feelName() {
        StringBuilder name = new StringBuilder();
        for (String part : id().split("-")) {
            name.append(name.isEmpty() ? part : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        return name.toString();
    }

    public String label() {
        return label;
    }

    /** Returns the unit of a number, or nothing. */
    public String unit() {
        return unit;
    }

    /** Returns the key that is written so in the seeds. */
    public static Optional<RuleKey> of(String id) {
        return Arrays.stream(values()).filter(key -> key.id().equals(id)).findFirst();
    }

    boolean accepts(String value) {
        return words.isEmpty() ? value.matches("[0-9]{1,4}") : words.contains(value);
    }

    String expected() {
        return words.isEmpty() ? "a whole number" : "one of " + words;
    }
}
