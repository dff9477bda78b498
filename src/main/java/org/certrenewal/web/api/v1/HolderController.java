package org.certrenewal.web.api.v1;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.certrenewal.access.limits.Limits;
import org.certrenewal.access.limits.Throttle;
import org.certrenewal.access.machines.ApiProblem;
import org.certrenewal.access.machines.ApiRefused;
import org.certrenewal.access.machines.Machine;
import org.certrenewal.access.machines.Machines;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.HolderKeys;
import org.certrenewal.registry.IdNumber;
import org.certrenewal.registry.PersonName;
import org.certrenewal.registry.Standing;
import org.certrenewal.typed.Names;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lists a holder's certificates for a program that knows name and identity number already. Both have to agree, and an
 * answer that nothing was found tells no more than that they don't, or that there is none.
 */
@RestController
@Tag(name = "holders")
class HolderController {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_NUMBER = 40;

    private final Certificates certificates;
    private final HolderKeys keys;
    private final Throttle throttle;
    private final Limits limits;
    private final Machines machines;
    private final AuditTrail audit;
    private final Clock clock;

    HolderController(
            Certificates certificates,
            HolderKeys keys,
            Throttle throttle,
            Limits limits,
            Machines machines,
            AuditTrail audit,
            Clock clock) {
        this.certificates = certificates;
        this.keys = keys;
        this.throttle = throttle;
        this.limits = limits;
        this.machines = machines;
        this.audit = audit;
        this.clock = clock;
    }

    /** Names a person. */
    @Schema(description = "A person, by name and identity number; both have to agree.")
    record HolderQuery(
            @Schema(
                    requiredMode = RequiredMode.REQUIRED,
                    description = "Citizen identity number (GB 11643)",
                    maxLength = LONGEST_NUMBER)
            String idNumber,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Full name", maxLength = LONGEST_NAME)
            String name) {

        /** Says nothing of whom it names. */
        @Override
        public String toString() {
            return "HolderQuery";
        }
    }

    /** Lists certificates. */
    @Schema(description = "The certificates of a person; empty where there is none, or name and number don't agree.")
    record HolderView(
            @Schema(requiredMode = RequiredMode.REQUIRED) List<HeldCertificate> certificates) {}

    /** Is one certificate in its newest version. */
    @Schema(description = "A certificate in its newest version")
    record HeldCertificate(
            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Number of the certificate")
            String certificateNumber,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Newest version")
            int version,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Code of the trade (2 digits)")
            String tradeCode,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "The trade, in Chinese")
            String tradeName,

            @Schema(
                    requiredMode = RequiredMode.REQUIRED,
                    description = "Standing; callers must bear values that are new")
            Standing standing,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Whether its holder may work with it today")
            boolean good,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "First day of the term")
            LocalDate validFrom,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Last day of the term")
            LocalDate validTo,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Issuing authority")
            String authority) {}

    @Operation(
            operationId = "findCertificatesOfHolder",
            summary = "A holder's certificates",
            description = "The person is named in the body, so that nothing about them stands in an address or a log."
                    + " Each call is entered into the audit trail with the client's id.")
    @PostMapping("/api/v1/holders/certificates")
    HolderView certificates(@RequestBody HolderQuery query, Authentication token) {
        IdNumber number = number(query.idNumber());
        PersonName name = name(query.name());
        Machine client = machines.of(token);
        String key = keys.keyOf(number);
        if (!throttle.take(limits.numbers(), key + " " + client.actor())) {
            throw new ApiRefused(ApiProblem.TOO_MANY_REQUESTS)
                    .after(throttle.untilNext(limits.numbers(), key + " " + client.actor()));
        }
        List<Certificate> found = certificates.heldBy(number).stream()
                .filter(it -> Names.same(it.holderName().value(), name.value()))
                .toList();
        // That nothing is there is something about the person too; whom it was about, the digest can tell.
        audit.append(AuditTrail.ACCOUNT + client.actor(), client.actor(), "looked-up-holder", "api-v1", key);
        found.forEach(it -> audit.append(
                AuditTrail.CERTIFICATE + it.number().value(),
                client.actor(),
                "listed-to-holder-query",
                "api-v1",
                null));
        LocalDate today = LocalDate.now(clock);
        return new HolderView(found.stream().map(it -> held(it, today)).toList());
    }

    private static HeldCertificate held(Certificate newest, LocalDate today) {
        Standing standing = Standing.of(newest, today);
        return new HeldCertificate(
                newest.number().value(),
                newest.version(),
                newest.tradeCode(),
                newest.tradeName(),
                standing,
                standing.isGood(),
                newest.validFrom(),
                newest.validTo(),
                newest.authority());
    }

    private static IdNumber number(String typed) {
        if (typed == null || typed.length() > LONGEST_NUMBER) {
            throw new ApiRefused(ApiProblem.BAD_REQUEST, "idNumber", "请提供 idNumber：18位身份证号码");
        }
        try {
            return IdNumber.of(typed);
        } catch (IdNumber.Invalid invalid) {
            throw new ApiRefused(ApiProblem.BAD_REQUEST, "idNumber", invalid.getMessage());
        }
    }

    private static PersonName name(String typed) {
        if (typed == null || typed.length() > LONGEST_NAME) {
            throw new ApiRefused(ApiProblem.BAD_REQUEST, "name", "请提供 name：姓名全名");
        }
        try {
            return PersonName.of(typed);
        } catch (IllegalArgumentException invalid) {
            throw new ApiRefused(ApiProblem.BAD_REQUEST, "name", "姓名无法识别");
        }
    }
}
