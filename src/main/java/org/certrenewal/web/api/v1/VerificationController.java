package org.certrenewal.web.api.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.certrenewal.access.machines.ApiProblem;
import org.certrenewal.access.machines.ApiRefused;
import org.certrenewal.access.machines.Machines;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.Standing;
import org.certrenewal.web.verify.CertificateCheck;
import org.certrenewal.web.verify.CertificateCheck.Verdict;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Says what a certificate is worth, by the id in its QR code. */
@RestController
@Tag(name = "verifications")
class VerificationController {

    private static final String ID = "^[A-Za-z0-9_-]{22}$";
    private static final Pattern PLAIN = Pattern.compile(ID);

    private final CertificateCheck check;
    private final Machines machines;
    private final AuditTrail audit;

    VerificationController(CertificateCheck check, Machines machines, AuditTrail audit) {
        this.check = check;
        this.machines = machines;
        this.audit = audit;
    }

    /** Says what a certificate is worth today, and what stands on its face. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(description = "What a certificate is worth today, with what stands on its face; the name is masked.")
    record VerificationView(
            @Schema(
                    requiredMode = RequiredMode.REQUIRED,
                    description = "Standing; callers must bear values that are new")
            Standing standing,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Whether its holder may work with it today")
            boolean good,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "The answer in a few characters, in Chinese")
            String heading,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "What it means, in Chinese")
            String text,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Number of the certificate")
            String certificateNumber,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Version that the id stands for")
            int version,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "The holder's name, masked")
            String holderMasked,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Code of the trade (2 digits)")
            String tradeCode,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "The trade, in Chinese")
            String tradeName,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "First day of the term")
            LocalDate validFrom,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Last day of the term")
            LocalDate validTo,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Day of issue")
            LocalDate issuedOn,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Issuing authority")
            String authority) {}

    @Operation(
            operationId = "getVerification",
            summary = "Verification of a certificate",
            description = "By the 22 characters behind /verify/ in the address of its QR code. Compare the name on the"
                    + " paper with the masked one, and the paper's photo with the person.")
    @GetMapping("/api/v1/verifications/{id}")
    VerificationView verify(
            @Parameter(description = "Id in the QR code", schema = @Schema(type = "string", pattern = ID)) @PathVariable
                    String id,
            Authentication token) {
        if (!PLAIN.matcher(id).matches()) {
            throw new ApiRefused(ApiProblem.BAD_REQUEST, "id", "核验编号是二维码网址末尾的22个字符");
        }
        Verdict verdict = check.ofId(id).orElseThrow(() -> new ApiRefused(ApiProblem.UNKNOWN_ID));
        Certificate version = verdict.version();
        audit.append(
                AuditTrail.CERTIFICATE + version.number().value(),
                machines.of(token).actor(),
                "verified",
                "api-v1",
                null);
        return new VerificationView(
                verdict.standing(),
                verdict.standing().isGood(),
                verdict.heading(),
                verdict.text(),
                version.number().value(),
                version.version(),
                version.holderName().masked(),
                version.tradeCode(),
                version.tradeName(),
                version.validFrom(),
                version.validTo(),
                version.issuedOn(),
                version.authority());
    }
}
