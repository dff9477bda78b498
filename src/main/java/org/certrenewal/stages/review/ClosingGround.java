package org.certrenewal.stages.review;

import java.util.Arrays;
import java.util.Optional;

/**
 * Names why an office ends the handling of a submitted application without a decision. The 行政许可法 has no article of its
 * own for it, so the letter names the fact; that a permit falls away with its holder is its Art 70(2).
 */
enum ClosingGround {
    HOLDER_GONE("申请人死亡或者丧失行为能力，延续已无对象", false),
    RENEWED_OTHERWISE("同一证书的延续已由其他途径办结，本件申请已无标的", false),
    ASKED_FOR("申请人书面要求终止，而不能自行在线撤回", true),
    FAILURE("本件因系统故障无法继续办理，须由申请人重新申请", true);

    private final String text;
    private final boolean again;

    ClosingGround(String text, boolean again) {
        this.text = text;
        this.again = again;
    }

    /** Tells whether the applicant can apply again for the same certificate. */
    boolean isForNow() {
        return again;
    }

    String text() {
        return text;
    }

    static Optional<ClosingGround> of(String code) {
        return Arrays.stream(values()).filter(it -> it.name().equals(code)).findFirst();
    }
}
