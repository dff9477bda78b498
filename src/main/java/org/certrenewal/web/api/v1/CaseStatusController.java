package org.certrenewal.web.api.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.certrenewal.access.machines.ApiProblem;
import org.certrenewal.access.machines.ApiRefused;
import org.certrenewal.access.machines.Machine;
import org.certrenewal.access.machines.Machines;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.LegalDates;
import org.certrenewal.law.CaseEvents;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Says where a submitted case stands. */
@RestController
@Tag(name = "cases")
class CaseStatusController {

    private static final String NUMBER = "^[0-9A-Z]{6,32}$";
    private static final Pattern PLAIN = Pattern.compile(NUMBER);

    private final CaseFiles cases;
    private final LegalDates dates;
    private final Machines machines;
    private final AuditTrail audit;

    CaseStatusController(CaseFiles cases, LegalDates dates, Machines machines, AuditTrail audit) {
        this.cases = cases;
        this.dates = dates;
        this.machines = machines;
        this.audit = audit;
    }

    /** Says where a case stands; nothing about who applied. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(description = "Where a case stands. Nothing in it is about the person.")
    record CaseView(
            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Number of the case")
            String caseNumber,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "State; callers must bear values that are new")
            CaseStatus status,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "The state in Chinese")
            String statusText,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Whether it still waits for somebody")
            boolean open,

            @Schema(description = "Code of the office that handles it (6 digits)")
            String office,

            @Schema(description = "Day on which it was received")
            LocalDate receivedOn,

            @Schema(description = "Day on which it was accepted, by silence too")
            LocalDate acceptedOn,

            @Schema(description = "Day on which it was decided, by silence too")
            LocalDate decidedOn,

            @Schema(description = "What was decided") CaseFile.Decision decision,

            @Schema(description = "Day on which the new certificate was issued")
            LocalDate issuedOn,

            @Schema(description = "Last day for whoever has to act next")
            LocalDate dueOn) {}

    @Operation(
            operationId = "getCase",
            summary = "Status of a case",
            description = "Drafts aren't told of. A client for which offices are set sees only the cases of these.")
    @GetMapping("/api/v1/cases/{caseNumber}")
    CaseView status(
            @Parameter(description = "Number of the case", schema = @Schema(type = "string", pattern = NUMBER))
                    @PathVariable
                    String caseNumber,
            Authentication token) {
        if (!PLAIN.matcher(caseNumber).matches()) {
            throw new ApiRefused(ApiProblem.BAD_REQUEST, "caseNumber", "办件编号由6到32位数字和大写字母组成");
        }
        Machine client = machines.of(token);
        CaseFile file = cases.find(caseNumber)
                .filter(it -> it.dates().isPresent() && client.maySee(it.office()))
                .orElseThrow(() -> new ApiRefused(ApiProblem.NO_SUCH_CASE));
        audit.append(caseNumber, client.actor(), "saw-status", "api-v1", null);
        Optional<CaseEvents> events = file.dates();
        return new CaseView(
                caseNumber,
                file.status(),
                file.status().label(),
                file.status().isOpen(),
                file.office().orElse(null),
                events.map(CaseEvents::received).orElse(null),
                events.flatMap(CaseEvents::accepted).orElse(null),
                events.flatMap(CaseEvents::decided).orElse(null),
                file.decision().orElse(null),
                file.issuedOn().orElse(null),
                file.closedAt().isPresent() ? null : dates.due(file).orElse(null));
    }
}
