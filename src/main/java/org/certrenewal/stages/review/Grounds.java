package org.certrenewal.stages.review;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.RuleKey;
import org.certrenewal.law.RuleSet;
import org.springframework.stereotype.Component;

/** Lists the legal grounds that an office can name: closed, each with its article, by the rules in force. */
@Component
class Grounds {

    private static final List<RuleKey> REJECTION = List.of(
            RuleKey.GROUND_AGE,
            RuleKey.GROUND_HEALTH,
            RuleKey.GROUND_ACCIDENT,
            RuleKey.VIOLATION_COUNT,
            RuleKey.GROUND_EDUCATION,
            RuleKey.TRUE_STATEMENTS,
            RuleKey.GROUND_OTHER);

    private static final List<RuleKey> NON_ACCEPTANCE = List.of(
            RuleKey.HOLDER_ONLY,
            RuleKey.CERTIFICATE_VALID,
            RuleKey.WINDOW_OPENS_MONTHS,
            RuleKey.FALSE_PAPERS_BAR_YEARS,
            RuleKey.FRAUD_BAR_YEARS);

    private final LawBook law;

    Grounds(LawBook law) {
        this.law = law;
    }

    /** Shows a ground. */
    record Ground(String code, String text, String article) {}

    /** Returns the grounds on which a renewal can be rejected. */
    List<Ground> forRejection(LocalDate day) {
        return list(REJECTION, day);
    }

    /** Returns the grounds on which an application can be refused before acceptance. */
    List<Ground> forNonAcceptance(LocalDate day) {
        return list(NON_ACCEPTANCE, day);
    }

    private List<Ground> list(List<RuleKey> keys, LocalDate day) {
        RuleSet inForce = law.rules().inForce(day);
        return keys.stream()
                .map(inForce::rule)
                .filter(rule -> !rule.is("off"))
                .map(rule -> new Ground(rule.key().id(), text(inForce, rule.key()), rule.article()))
                .toList();
    }

    private static String text(RuleSet inForce, RuleKey key) {
        return switch (key) {
            case VIOLATION_COUNT ->
                inForce.number(RuleKey.VIOLATION_YEARS) + "年内违章操作记录达到" + inForce.number(RuleKey.VIOLATION_COUNT)
                        + "次以上";
            case TRUE_STATEMENTS -> "隐瞒有关情况或者提供虚假材料";
            case HOLDER_ONLY -> "申请人不是持证人本人";
            case CERTIFICATE_VALID -> "证书不在有效状态";
            case WINDOW_OPENS_MONTHS -> "不在可以申请延续的期间内";
            case FALSE_PAPERS_BAR_YEARS -> "曾隐瞒情况或者提供虚假材料，在不得再次申请的期限内";
            case FRAUD_BAR_YEARS -> "曾以欺骗、贿赂取得许可，在不得再次申请的期限内";
            default -> key.label();
        };
    }

    /** Finds a ground in a list. */
    static Optional<Ground> find(List<Ground> grounds, String code) {
        return grounds.stream().filter(ground -> ground.code().equals(code)).findFirst();
    }
}
