package org.certrenewal.stages.faceauth;

import java.util.List;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.Section.Nothing;
import org.certrenewal.casefile.TaskForm;
import org.certrenewal.privacy.Consents;
import org.certrenewal.privacy.PrivacyNotice;
import org.certrenewal.process.FaceAuthentication;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.registry.reference.Offices;
import org.springframework.stereotype.Component;

/**
 * 人脸识别认证: shows the QR code to whoever agrees, and the way to the counter to whoever doesn't; the phone's or the
 * clerk's answer, not a button, moves the case on.
 */
@Component
class AuthenticateFaceForm implements TaskForm<Nothing> {

    private final FaceAuthentication partner;
    private final Consents consents;
    private final Offices offices;

    AuthenticateFaceForm(FaceAuthentication partner, Consents consents, Offices offices) {
        this.consents = consents;
        this.offices = offices;
        this.partner = partner;
    }

    record OfficeView(String code, String name) {}

    /**
     * Shows the check.
     *
     * @param consent what is to be agreed to before a face is checked (个人信息保护法 Art 29)
     * @param counters where else the identity can be checked
     */
    record Context(boolean standIn, String standInNote, PrivacyNotice.Text consent, List<OfficeView> counters) {}

    @Override
    public String element() {
        return RenewalProcess.Tasks.AUTHENTICATE_FACE;
    }

    @Override
    public Section<Nothing> section() {
        return new Section<>("face", Nothing.class);
    }

    @Override
    public Context context(CaseFile file) {
        return new Context(
                partner.isStandIn(),
                partner.isStandIn() ? "演示环境：由内置页面代替“浙里办”人脸识别，不采集人脸" : null,
                consents.notice().consents().get(Consents.Kind.FACE),
                offices.all().stream()
                        .map(office -> new OfficeView(office.code(), office.name()))
                        .toList());
    }

    @Override
    public List<Problem> validate(CaseFile file, Nothing entered) {
        return List.of(new Problem("face", "请用手机扫码完成人脸识别认证，或者到窗口核验身份；通过后页面会自动进入下一步"));
    }
}
