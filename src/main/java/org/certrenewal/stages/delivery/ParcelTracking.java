package org.certrenewal.stages.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.notices.Note;
import org.certrenewal.notices.Notices;
import org.certrenewal.partners.Partner;
import org.certrenewal.process.RenewalInstances;
import org.certrenewal.process.RenewalProcess.Messages;
import org.certrenewal.process.outbox.Inquiry;
import org.certrenewal.process.outbox.Outbox;
import org.certrenewal.process.outbox.PartnerCall;
import org.certrenewal.process.parcels.Courier;
import org.certrenewal.process.parcels.Courier.Kind;
import org.certrenewal.process.parcels.Courier.Reason;
import org.certrenewal.process.parcels.Courier.Step;
import org.certrenewal.process.parcels.Parcels;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks where parcels are, and moves their cases on when they have arrived or come back. */
@Component
class ParcelTracking implements PartnerCall, Inquiry {

    private static final String KIND = "parcel-tracking";
    private static final int MOST = 50;
    private static final TypeReference<List<Line>> LINES = new TypeReference<>() {};

    private final Outbox outbox;
    private final Courier partner;
    private final Parcels parcels;
    private final ParcelReturns returns;
    private final CaseFiles cases;
    private final Notices notices;
    private final RenewalInstances renewals;
    private final TransactionTemplate transaction;
    private final ObjectMapper json;
    private final Duration every;
    private final Duration patience;

    ParcelTracking(
            Outbox outbox,
            Courier partner,
            Parcels parcels,
            ParcelReturns returns,
            CaseFiles cases,
            Notices notices,
            RenewalInstances renewals,
            TransactionTemplate transaction,
            ObjectMapper json,
            @Value("${renewal.courier.look:PT30M}") Duration every,
            @Value("${renewal.courier.patience:P30D}") Duration patience) {
        this.outbox = outbox;
        this.partner = partner;
        this.parcels = parcels;
        this.returns = returns;
        this.cases = cases;
        this.notices = notices;
        this.renewals = renewals;
        this.transaction = transaction;
        this.json = json;
        this.every = every;
        this.patience = patience;
    }

    /** Writes a step down between the call and its answer. */
    private record Line(long at, Kind kind, String city, Reason reason) {

        static Line of(Step step) {
            return new Line(
                    step.at().toEpochMilli(),
                    step.kind(),
                    step.city().orElse(null),
                    step.reason().orElse(null));
        }

        Step step() {
            return new Step(Instant.ofEpochMilli(at), kind, Optional.ofNullable(city), Optional.ofNullable(reason));
        }
    }

    /** Puts the questions into the outbox; the courier is asked from there. */
    @Override
    public void ask() {
        transaction.executeWithoutResult(status -> parcels.due(every, patience, MOST)
                .forEach(parcel -> outbox.put(KIND, parcel.caseNumber(), parcel.id())));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String partner() {
        return Partner.COURIER.id();
    }

    @Override
    public String call(String messageId, String caseNumber, String parcelId) {
        if (parcels.find(parcelId)
                .filter(parcel -> parcel.state() == Parcels.State.MOVING)
                .isEmpty()) {
            return "";
        }
        try {
            return json.writeValueAsString(
                    partner.follow(parcelId).stream().map(Line::of).toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the steps of a parcel can't be written", e);
        }
    }

    @Override
    public void answered(String caseNumber, String parcelId, String answer) {
        if (answer.isEmpty() || parcels.find(parcelId).isEmpty()) {
            return;
        }
        List<Step> steps = read(answer);
        parcels.write(parcelId, steps);
        steps.stream().filter(step -> step.kind().isEnd()).findFirst().ifPresent(end -> {
            if (end.kind() == Kind.RETURNED) {
                returns.sendBack(parcelId, Parcels.State.RETURNED, end.reason());
            } else {
                arrived(caseNumber, parcelId);
            }
        });
    }

    private void arrived(String caseNumber, String parcelId) {
        if (!parcels.end(parcelId, Parcels.State.DELIVERED, Optional.empty())) {
            return;
        }
        cases.record(caseNumber, CaseEvent.SYSTEM, "parcel-delivered", "纸质证书已签收");
        notices.tell(Note.to(cases.withNumber(caseNumber).applicant())
                .about(caseNumber)
                .once("parcel", "parcel-delivered:" + parcelId)
                .saying("您的办件 " + caseNumber + "：纸质证书已签收")
                .at("/my/cases#" + caseNumber));
        renewals.correlate(caseNumber, Messages.PARCEL_DELIVERED, Map.of());
    }

    private List<Step> read(String answer) {
        try {
            return json.readValue(answer, LINES).stream().map(Line::step).toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the steps of a parcel can't be read", e);
        }
    }
}
