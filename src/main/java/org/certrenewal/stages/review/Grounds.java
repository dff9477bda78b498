package org.certrenewal.stages.review;

import java.util.List;
import java.util.Optional;
import org.certrenewal.law.CaseEvents;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.LetterGrounds;
import org.certrenewal.law.LetterGrounds.Kind;
import org.certrenewal.law.RuleKey;
import org.certrenewal.law.RuleSet;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
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
            RuleKey.NOT_COMPETENT,
            RuleKey.NO_PERMIT_NEEDED,
            RuleKey.HOLDER_ONLY,
            RuleKey.CERTIFICATE_VALID,
            RuleKey.WINDOW_OPENS_MONTHS,
            RuleKey.TRUE_STATEMENTS,
            RuleKey.FALSE_PAPERS_BAR_YEARS,
            RuleKey.FRAUD_BAR_YEARS);

    private final LawBook law;
    private final LetterGrounds letters;
    private final boolean demonstration;

    Grounds(LawBook law, LetterGrounds letters, Environment environment) {
        this.law = law;
        this.letters = letters;
        this.demonstration = environment.acceptsProfiles(Profiles.of("demo"));
    }

    /**
     * Shows a ground.
     *
     * @param article what it stands on; empty where nobody has verified it
     * @param usable whether a decision can stand on it
     */
    record Ground(String code, String text, String article, boolean usable) {}

    /** Returns the grounds on which a renewal can be rejected, by the rules of the day of acceptance. */
    List<Ground> forRejection(CaseEvents dates) {
        return list(Kind.REJECTION, REJECTION, dates);
    }

    /**
     * Returns the grounds on which an application can be refused before acceptance, by the rules of the day of receipt.
     */
    List<Ground> forNonAcceptance(CaseEvents dates) {
        return list(Kind.NON_ACCEPTANCE, NON_ACCEPTANCE, dates);
    }

    /** Returns what a letter cites for a ground. */
    String cited(Kind letter, Ground ground, CaseEvents dates) {
        return letters.cited(
                letter, RuleKey.of(ground.code()).orElseThrow(), law.clock().rulesOf(dates));
    }

    /** In the demonstration all can be chosen, to be shown; the letter leaves out what isn't verified. */
    private List<Ground> list(Kind letter, List<RuleKey> keys, CaseEvents dates) {
        RuleSet rules = law.clock().rulesOf(dates);
        return keys.stream()
                .map(rules::rule)
                .filter(rule -> !rule.is("off"))
                .map(rule -> {
                    List<String> articles = letters.of(letter, rule.key(), rules);
                    return new Ground(
                            rule.key().id(),
                            text(rules, rule.key()),
                            String.join("、", articles),
                            demonstration || !articles.isEmpty());
                })
                .toList();
    }

    private static String text(RuleSet inForce, RuleKey key) {
        return switch (key) {
            case VIOLATION_COUNT ->
                inForce.number(RuleKey.VIOLATION_YEARS) + "年内违章操作记录达到" + inForce.number(RuleKey.VIOLATION_COUNT)
                        + "次以上";
            case TRUE_STATEMENTS -> "隐瞒有关情况或者提供虚假材料";
            case NOT_COMPETENT -> "申请事项依法不属于本机关职权范围";
            case NO_PERMIT_NEEDED -> "申请事项依法不需要取得行政许可";
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
