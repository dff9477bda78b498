package org.certrenewal.stages.faceauth;

import java.util.List;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.Section.Nothing;
import org.certrenewal.casefile.TaskForm;
import org.certrenewal.process.RenewalProcess;
import org.springframework.stereotype.Component;

/** 人脸识别认证: shows the QR code; the phone's answer, not a button, moves the case on. */
@Component
class AuthenticateFaceForm implements TaskForm<Nothing> {

    private final FaceAuthentication partner;

    AuthenticateFaceForm(FaceAuthentication partner) {
        this.partner = partner;
    }

    record Context(boolean standIn, String standInNote) {}

    @Override
    public String element() {
        return RenewalProcess.Tasks.AUTHENTICATE_FACE;
    }

    @Override
    public Section<Nothing> section() {
        return Section.FACE;
    }

    @Override
    public Context context(CaseFile file) {
        return new Context(partner.isStandIn(), partner.isStandIn() ? "演示环境：由内置页面代替“浙里办”人脸识别，不采集人脸" : null);
    }

    @Override
    public List<Problem> validate(CaseFile file, Nothing entered) {
        return List.of(new Problem("face", "请用手机扫码完成人脸识别认证，认证通过后页面会自动进入下一步"));
    }
}
