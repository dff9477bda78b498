package org.certrenewal.stages.review;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseFindings;
import org.certrenewal.casefile.Problem;
import org.certrenewal.law.Finding;
import org.certrenewal.law.RuleKey;
import org.springframework.stereotype.Component;

/**
 * Asks an officer to confirm, with reasons that stay in the file, what the system's own findings speak against: a
 * ground that they disprove, facts that only say the ground again, an approval although something was found.
 */
@Component
class Confirmations {

    static final String FIELD = "confirmation";

    /**
     * The findings on which a ground could stand. Only what the system knows for certain either way: that the registry
     * holds no record of missed education, poor health or an accident disproves nothing.
     */
    private static final Map<RuleKey, Set<String>> SUPPORT = Map.of(
            RuleKey.HOLDER_ONLY, Set.of("not-own", "name-differs"),
            RuleKey.CERTIFICATE_VALID,
                    Set.of("not-found", "suspended", "revoked", "rescinded", "cancelled", "lapsed", "status-unclear"),
            RuleKey.WINDOW_OPENS_MONTHS, Set.of("too-early", "late", "expired"),
            RuleKey.FALSE_PAPERS_BAR_YEARS, Set.of("barred-false-papers"),
            RuleKey.FRAUD_BAR_YEARS, Set.of("barred-fraud"),
            RuleKey.GROUND_AGE, Set.of("age"),
            RuleKey.VIOLATION_COUNT, Set.of("violations"));

    /** Words that any statement of facts has. */
    private static final String FILLING = "申请人经审查查明核实属于存在该本件证书情形的了有与和及其为已";

    private static final int SAYS_MORE = 4;

    private final CaseFindings found;
    private final CaseFiles cases;
    private final AuditTrail audit;

    Confirmations(CaseFindings found, CaseFiles cases, AuditTrail audit) {
        this.found = found;
        this.cases = cases;
        this.audit = audit;
    }

    /**
     * Says what has to be confirmed first.
     *
     * @param ground the ground of a refusal; empty for an approval
     * @param reasons the facts of a refusal
     * @param confirmation what the officer gave as confirmation; may be null
     */
    Optional<Problem> problem(CaseFile file, Optional<Grounds.Ground> ground, String reasons, String confirmation) {
        List<Finding> findings = found.findings(file.number());
        return ground.map(chosen -> against(chosen, reasons, findings))
                .orElseGet(() -> againstApproval(findings))
                .filter(what -> !Reasons.hasSubstance(confirmation))
                .map(what -> new Problem(FIELD, what + "。仍要这样决定的，请在此写明理由（10至500字），理由留存于办件"));
    }

    /** Keeps a confirmation in the history of the case and in the audit trail. */
    void keep(CaseFile file, String actor, String confirmation) {
        if (Reasons.hasSubstance(confirmation)) {
            cases.record(file.number(), actor, CaseEvent.CONFIRMED, "经确认仍作出决定：" + confirmation);
            audit.append(file.number(), actor, "confirmed-against-findings", "", null);
        }
    }

    static Optional<String> against(Grounds.Ground ground, String reasons, List<Finding> findings) {
        Set<String> support = RuleKey.of(ground.code()).map(SUPPORT::get).orElse(null);
        if (support != null && findings.stream().map(Finding::code).noneMatch(support::contains)) {
            return Optional.of("系统核查的结果与所选依据不符，未发现“" + ground.text() + "”");
        }
        return saysNoMoreThan(ground.text(), reasons) ? Optional.of("所写理由只重复了依据的文字，没有说明具体事实") : Optional.empty();
    }

    private static Optional<String> againstApproval(List<Finding> findings) {
        String texts = findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.OFFICER)
                .map(Finding::text)
                .collect(Collectors.joining("；"));
        return texts.isEmpty() ? Optional.empty() : Optional.of("系统核查发现：" + texts);
    }

    private static boolean saysNoMoreThan(String ground, String reasons) {
        String known = ground + FILLING;
        return reasons.codePoints()
                        .filter(Character::isLetterOrDigit)
                        .filter(character -> known.indexOf(character) < 0)
                        .distinct()
                        .count()
                < SAYS_MORE;
    }
}
