package org.certrenewal.partners.webhooks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Names what others are told of a case. The name on the wire stays; what the case file calls it may change. */
public enum CaseHappening {
    SUBMITTED("case.submitted", "已提交", "submitted"),
    CORRECTION_REQUESTED("case.correction-requested", "要求补正", "correction-asked"),
    RESUBMITTED("case.resubmitted", "补正后重新提交", "resubmitted"),
    ACCEPTED("case.accepted", "已受理（含视为受理）", "accepted", "deemed-accepted"),
    NOT_ACCEPTED("case.not-accepted", "不予受理", "not-accepted"),
    EXTENDED("case.extended", "延长决定期限", "extended"),
    APPROVED("case.approved", "准予延续（含视为准予）", "approved", "deemed-renewed"),
    REJECTED("case.rejected", "不予延续", "rejected"),
    ISSUED("case.issued", "已签发新证照", "issued"),
    PUBLISHED("case.published", "已报送省级平台", "published"),
    POSTED("case.posted", "已寄送", "posted"),
    WITHDRAWN("case.withdrawn", "申请人撤回", "withdrawn"),
    TERMINATED("case.terminated", "终止办理", "terminated"),
    CLOSED("case.closed", "办件已关闭", "closed");

    private static final Map<String, CaseHappening> OF_KIND = Arrays.stream(values())
            .flatMap(it -> it.kinds.stream().map(kind -> Map.entry(kind, it)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private static final Map<String, CaseHappening> NAMED =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(CaseHappening::wire, Function.identity()));

    private final String wire;
    private final String label;
    private final Set<String> kinds;

    CaseHappening(String wire, String label, String... kinds) {
        this.wire = wire;
        this.label = label;
        this.kinds = Set.copyOf(List.of(kinds));
    }

    /** Returns the name in messages, such as {@code case.accepted}. */
    public String wire() {
        return wire;
    }

    /** Returns what administrators read. */
    public String label() {
        return label;
    }

    /** Returns what others are told when the case file records something; empty if it isn't theirs to know. */
    static Optional<CaseHappening> ofKind(String kind) {
        return Optional.ofNullable(OF_KIND.get(kind));
    }

    /** Returns the event of a name. */
    public static Optional<CaseHappening> named(String wire) {
        return Optional.ofNullable(NAMED.get(wire));
    }
}
