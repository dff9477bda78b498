package org.certrenewal.stages.signature;

import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.certrenewal.casefile.ApplicationSummary;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.People;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.Sha256;
import org.certrenewal.casefile.Submission;
import org.certrenewal.casefile.TaskForm;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.typed.Names;
import org.springframework.stereotype.Component;

/**
 * 电子签名: a drawing, bound to the hash of the content, to the face check and to the time, so that a later change to any
 * of them shows (电子签名法 Art 13).
 */
@Component
class SignApplicationForm implements TaskForm<Signature> {

    private static final String PREFIX = "data:image/png;base64,";
    private static final int LARGEST = 200 * 1024;

    private final ApplicationSummary summary;
    private final CaseFiles cases;
    private final People people;
    private final Clock clock;

    SignApplicationForm(ApplicationSummary summary, CaseFiles cases, People people, Clock clock) {
        this.summary = summary;
        this.cases = cases;
        this.people = people;
        this.clock = clock;
    }

    record Context(
            List<ApplicationSummary.Group> groups, String contentHash, String faceConfirmedAt, String applicantName) {}

    @Override
    public String element() {
        return RenewalProcess.Tasks.SIGN_APPLICATION;
    }

    @Override
    public Section<Signature> section() {
        return Signature.SECTION;
    }

    @Override
    public Context context(CaseFile file) {
        return new Context(
                summary.groups(file),
                Submission.of(file, cases).hash(cases),
                file.faceConfirmedAt().map(Object::toString).orElse(null),
                people.withUserId(file.applicant()).name().value());
    }

    @Override
    public List<Problem> validate(CaseFile file, Signature entered) {
        String drawing = entered == null ? null : entered.drawing();
        if (drawing == null || drawing.isBlank()) {
            return List.of(new Problem("drawing", "请在签名框内签名"));
        }
        if (!drawing.startsWith(PREFIX)) {
            return List.of(new Problem("drawing", "签名图片格式不对，请清除后重新签名"));
        }
        if (drawing.length() > LARGEST) {
            return List.of(new Problem("drawing", "签名图片过大，请清除后重新签名"));
        }
        if (entered.typedName() != null
                && !Names.same(
                        entered.typedName(),
                        people.withUserId(file.applicant()).name().value())) {
            return List.of(new Problem("typedName", "键入的姓名应是申请人本人的姓名，请核对后重新生成签名"));
        }
        return Drawing.whyEmpty(decode(drawing))
                .map(reason -> List.of(new Problem("drawing", reason)))
                .orElse(List.of());
    }

    private static byte[] decode(String drawing) {
        try {
            return Base64.getDecoder().decode(drawing.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** Binds the drawing to what was signed. */
    @Override
    public Signature kept(CaseFile file, Signature entered) {
        String hash = Submission.of(file, cases).hash(cases);
        String face = file.faceConfirmedAt().map(Object::toString).orElse("");
        String signedAt = clock.instant().toString();
        return new Signature(
                entered.drawing(),
                hash,
                face,
                signedAt,
                Sha256.of(entered.drawing(), hash, face, signedAt),
                entered.typedName());
    }
}
