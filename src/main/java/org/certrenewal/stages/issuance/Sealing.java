package org.certrenewal.stages.issuance;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CertificateFiles;
import org.certrenewal.documents.PaperDesk;
import org.certrenewal.documents.Press;
import org.certrenewal.documents.SealRequests;
import org.certrenewal.documents.SealsUnavailable;
import org.certrenewal.process.Incidents;
import org.certrenewal.process.RenewalInstances;
import org.certrenewal.process.RenewalProcess.Messages;
import org.certrenewal.process.outbox.Outbox;
import org.certrenewal.process.outbox.PartnerCall;
import org.certrenewal.registry.CertificateNumber;
import org.springframework.stereotype.Component;

/**
 * Seals what can't be sealed in the transaction that writes it: who proves the time, says what was taken back or holds
 * the keys is called out of the outbox, with no database connection held. As long as nothing can be sealed an incident
 * stands at the case or the act that waits, whoever waits for the paper is told once, and it goes on by itself.
 *
 * <p>What becomes of a certificate meanwhile counts: {@link Issuance#maySeal} is asked before anybody is called, and
 * once more in the transaction that would store the files. Files that may not be sealed are dropped, and the case is
 * moved to the step that issues, which stays it until a suspension ends and asks for the seals anew, or ends it with a
 * letter. Letters are sealed whatever becomes of the certificate.
 */
@Component
class Sealing implements PartnerCall, SealRequests {

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
    private final SealWaits waits;
    private final CaseFiles cases;
    private final RenewalInstances renewals;
    private final Incidents incidents;

    Sealing(
            Outbox outbox,
            PaperDesk desk,
            CertificateFiles files,
            Issuance issuance,
            SealWaits waits,
            CaseFiles cases,
            RenewalInstances renewals,
            Incidents incidents) {
        this.outbox = outbox;
        this.desk = desk;
        this.files = files;
        this.issuance = issuance;
        this.waits = waits;
        this.cases = cases;
        this.renewals = renewals;
        this.incidents = incidents;
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

    /**
     * What is to be sealed.
     *
     * @param paper id of a letter; null for a certificate
     * @param number of the certificate; null for a letter
     * @param version of the certificate
     */
    private record Order(String paper, CertificateNumber number, String version) {

        static Order of(String payload) {
            String[] parts = payload.split(" ");
            return parts[0].equals(LETTER)
                    ? new Order(parts[1], null, null)
                    : new Order(null, new CertificateNumber(parts[1]), parts[2]);
        }

        boolean isLetter() {
            return paper != null;
        }

        /** Names it among what waits at the same instance. */
        String what() {
            return isLetter() ? paper : Messages.CERTIFICATE_SEALED;
        }
    }

    /**
     * Seals; the answer is the moment and the files, in Base64, and empty for what is sealed already, or mustn't be any
     * more.
     */
    @Override
    public String call(String messageId, String reference, String payload) {
        Order order = Order.of(payload);
        if (order.isLetter()) {
            return desk.seal(order.paper())
                    .map(letter -> answer(letter.moment(), letter.file()))
                    .orElse("");
        }
        if (desk.issued(reference, order.version()).isPresent() || !issuance.maySeal(reference, order.number())) {
            return "";
        }
        PaperDesk.SealedCertificate pair = files.seal(order.number(), Integer.parseInt(order.version()));
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
        Order order = Order.of(payload);
        List<byte[]> sealed = answer.isEmpty()
                ? List.of()
                : Arrays.stream(answer.split(" "))
                        .skip(1)
                        .map(Base64.getDecoder()::decode)
                        .toList();
        Instant moment = answer.isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(answer.split(" ")[0]));
        if (order.isLetter()) {
            sealed.forEach(file -> desk.keep(order.paper(), new PaperDesk.SealedLetter(file, moment)));
            incidents.close(reference, Incidents.SEALING, order.what());
            return;
        }
        // Whoever disposes of the certificate at this moment comes before or after.
        Optional<CaseFile> file = cases.find(reference).map(found -> cases.lock(found.number()));
        if (!sealed.isEmpty() && issuance.maySeal(reference, order.number())) {
            desk.keep(
                    reference,
                    order.version(),
                    order.number().value(),
                    new PaperDesk.SealedCertificate(new Press.SealedCertificate(sealed.get(0), sealed.get(1)), moment));
        }
        if (desk.issued(reference, order.version()).isPresent()) {
            file.ifPresent(issuance::sealed);
        }
        incidents.close(reference, Incidents.SEALING, order.what());
        if (file.isPresent()) {
            renewals.correlate(reference, Messages.CERTIFICATE_SEALED, Map.of());
        }
    }

    /** What is told at once is only an incident; who waits for the paper hears of what lasts. */
    @Override
    public void failed(String reference, String payload, RuntimeException cause, int attempts) {
        Order order = Order.of(payload);
        String reason = cause instanceof SealsUnavailable
                ? cause.getMessage()
                : (order.isLetter() ? "文书" : "电子证照") + "盖章失败（"
                        + cause.getClass().getSimpleName() + "）";
        incidents.open(reference, Incidents.SEALING, order.what(), reason + REMEDY);
        if (attempts <= 1) {
            return;
        }
        if (order.isLetter()) {
            waits.forLetter(reference, order.paper());
        } else {
            waits.forCertificate(reference, order.number());
        }
    }
}
