package org.certrenewal.stages.issuance;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CertificateFiles;
import org.certrenewal.documents.PaperDesk;
import org.certrenewal.documents.Press;
import org.certrenewal.documents.SealRequests;
import org.certrenewal.documents.SealsUnavailable;
import org.certrenewal.process.RenewalInstances;
import org.certrenewal.process.RenewalProcess.Messages;
import org.certrenewal.process.outbox.Outbox;
import org.certrenewal.process.outbox.PartnerCall;
import org.certrenewal.registry.CertificateNumber;
import org.springframework.stereotype.Component;

/**
 * Seals what can't be sealed in the transaction that writes it: who proves the time, says what was taken back or holds
 * the keys is called out of the outbox, with no database connection held. As long as nothing can be sealed the case
 * waits with an incident, the applicant is told, and it goes on by itself.
 */
@Component
class Sealing implements PartnerCall, SealRequests {

    static final String INCIDENT = "sealing";

    private static final String KIND = "seal";
    private static final String LETTER = "letter";
    private static final String CERTIFICATE = "certificate";
    private static final String REMEDY = "；排除后自动继续，不必重试。时间戳、吊销查询或签名服务没有答复的，检查 renewal.seals 的设置和网络；"
            + "印章到期、吊销或停用的，用 --renewal.seals.propose 登记新的印章，由系统管理员在 /admin/seals 确认，再以新的设置重启节点";
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private final Outbox outbox;
    private final PaperDesk desk;
    private final CertificateFiles files;
    private final Issuance issuance;
    private final CaseFiles cases;
    private final RenewalInstances renewals;

    Sealing(
            Outbox outbox,
            PaperDesk desk,
            CertificateFiles files,
            Issuance issuance,
            CaseFiles cases,
            RenewalInstances renewals) {
        this.outbox = outbox;
        this.desk = desk;
        this.files = files;
        this.issuance = issuance;
        this.cases = cases;
        this.renewals = renewals;
    }

    @Override
    public void letter(String caseNumber, String paperId) {
        outbox.put(KIND, caseNumber, LETTER + " " + paperId);
    }

    @Override
    public void certificate(String reference, String number, String version) {
        outbox.put(KIND, reference, CERTIFICATE + " " + number + " " + version);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean isGivenUp() {
        return false;
    }

    @Override
    public Duration longestWait() {
        return LONGEST_WAIT;
    }

    /** Seals; the answer is the moment and the files, in Base64, and empty for what is sealed already. */
    @Override
    public String call(String messageId, String reference, String payload) {
        String[] what = payload.split(" ");
        if (what[0].equals(LETTER)) {
            return desk.seal(what[1])
                    .map(letter -> answer(letter.moment(), letter.file()))
                    .orElse("");
        }
        if (desk.issued(reference, what[2]).isPresent()) {
            return "";
        }
        PaperDesk.SealedCertificate pair = files.seal(new CertificateNumber(what[1]), Integer.parseInt(what[2]));
        return answer(pair.moment(), pair.files().ofd(), pair.files().pdf());
    }

    private static String answer(Instant moment, byte[]... files) {
        StringBuilder answer = new StringBuilder(String.valueOf(moment.toEpochMilli()));
        for (byte[] file : files) {
            answer.append(' ').append(Base64.getEncoder().encodeToString(file));
        }
        return answer.toString();
    }

    /** Stores what was sealed, and moves the renewal on. */
    @Override
    public void answered(String reference, String payload, String answer) {
        String[] what = payload.split(" ");
        String[] parts = answer.split(" ");
        if (!answer.isEmpty()) {
            Instant moment = Instant.ofEpochMilli(Long.parseLong(parts[0]));
            byte[] first = Base64.getDecoder().decode(parts[1]);
            if (what[0].equals(LETTER)) {
                desk.keep(what[1], new PaperDesk.SealedLetter(first, moment));
            } else {
                byte[] second = Base64.getDecoder().decode(parts[2]);
                desk.keep(
                        reference,
                        what[2],
                        what[1],
                        new PaperDesk.SealedCertificate(new Press.SealedCertificate(first, second), moment));
            }
        }
        if (what[0].equals(CERTIFICATE) && cases.find(reference).isPresent()) {
            issuance.sealed(reference);
            renewals.unstuck(reference, Messages.CERTIFICATE_SEALED, INCIDENT);
            renewals.correlate(reference, Messages.CERTIFICATE_SEALED, Map.of());
        }
    }

    /** What is told at once is only an incident; the applicant hears of what lasts. */
    @Override
    public void failed(String reference, String payload, RuntimeException cause, int attempts) {
        if (!payload.startsWith(CERTIFICATE) || cases.find(reference).isEmpty()) {
            return;
        }
        String reason = cause instanceof SealsUnavailable
                ? cause.getMessage()
                : "电子证照盖章失败（" + cause.getClass().getSimpleName() + "）";
        renewals.stuck(reference, Messages.CERTIFICATE_SEALED, INCIDENT, reason + REMEDY);
        if (attempts > 1) {
            issuance.waits(reference);
        }
    }
}
