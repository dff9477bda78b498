package org.certrenewal.notices;

import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseStatus;
import org.springframework.stereotype.Component;

/** Tells the applicant how a case ended. */
@Component
public class CaseNotices {

    private final Notices notices;

    CaseNotices(Notices notices) {
        this.notices = notices;
    }

    /** Tells the applicant that the case is closed, where it wasn't told by letter. */
    public void closed(CaseFile file, CaseStatus end) {
        switch (end) {
            case ABANDONED, AUTHENTICATION_FAILED, STOPPED, WITHDRAWN ->
                notices.tell(
                        file.applicant(),
                        file.number(),
                        "closed",
                        "closed:" + file.number(),
                        "您的办件 " + file.number() + "：" + end.label() + "。证书有效期届满前仍可重新申请",
                        "/my/cases#" + file.number());
            case INVALIDATED ->
                notices.tell(
                        file.applicant(),
                        file.number(),
                        "closed",
                        "closed:" + file.number(),
                        "您的办件 " + file.number() + " 已终止：所申请延续的证书已被暂扣、吊销、撤销或注销。对处置决定不服的，可以依法申请行政复议或者提起行政诉讼",
                        "/my/cases#" + file.number());
            default -> {
                // Told by the letter, or by the result.
            }
        }
    }
}
