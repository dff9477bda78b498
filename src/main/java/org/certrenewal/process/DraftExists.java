package org.certrenewal.process;

/**
 * Says that somebody has begun a renewal already that names no certificate yet; one is enough. Of what can go wrong at
 * a start, the web applications' resources answer only a field's refusal as the client's doing.
 */
final class DraftExists extends FieldRefused {
    private static final long serialVersionUID = 1L;

    DraftExists() {
        super("certificate.number", "您已有一件还没有填写证书编号的申请，请在“我的任务”中继续办理，或者先撤回它");
    }
}
