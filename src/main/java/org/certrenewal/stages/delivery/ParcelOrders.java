package org.certrenewal.stages.delivery;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.certrenewal.casefile.ApplicationSummary;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.PostagePayer;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.Section.Pickup;
import org.certrenewal.notices.Note;
import org.certrenewal.notices.Notices;
import org.certrenewal.partners.Partner;
import org.certrenewal.process.outbox.Outbox;
import org.certrenewal.process.outbox.PartnerCall;
import org.certrenewal.process.parcels.Courier;
import org.certrenewal.process.parcels.Courier.Ordered;
import org.certrenewal.process.parcels.Courier.Place;
import org.certrenewal.process.parcels.Courier.Reason;
import org.certrenewal.process.parcels.Parcels;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.registry.reference.Offices;
import org.springframework.stereotype.Component;

/** Has the courier take parcels along, and tells the applicant the number that it gives. */
@Component
class ParcelOrders implements PartnerCall {

    private static final String KIND = "parcel-order";
    private static final String REFUSED = "-";

    private final Outbox outbox;
    private final Courier partner;
    private final Parcels parcels;
    private final ParcelReturns returns;
    private final CaseFiles cases;
    private final ApplicationSummary summary;
    private final Offices offices;
    private final Notices notices;
    private final Clock clock;

    ParcelOrders(
            Outbox outbox,
            Courier partner,
            Parcels parcels,
            ParcelReturns returns,
            CaseFiles cases,
            ApplicationSummary summary,
            Offices offices,
            Notices notices,
            Clock clock) {
        this.outbox = outbox;
        this.partner = partner;
        this.parcels = parcels;
        this.returns = returns;
        this.cases = cases;
        this.summary = summary;
        this.offices = offices;
        this.notices = notices;
        this.clock = clock;
    }

    /** Puts the order for a case's paper copy into the outbox. */
    void request(CaseFile file, String clerk) {
        outbox.put(KIND, file.number(), parcels.add(file.number(), file.office().orElseThrow(), clerk));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String partner() {
        return Partner.COURIER.id();
    }

    /** A parcel that was given up meanwhile isn't ordered any more. */
    @Override
    public String call(String messageId, String caseNumber, String parcelId) {
        return parcels.find(parcelId)
                .filter(parcel -> parcel.state() == Parcels.State.ORDERED)
                .map(parcel -> written(partner.order(parcel(parcel))))
                .orElse("");
    }

    private Courier.Parcel parcel(Parcels.Parcel parcel) {
        Pickup pickup = cases.section(parcel.caseNumber(), Section.PICKUP).orElseThrow();
        Pickup.Address to = pickup.address();
        Office from = offices.withCode(parcel.office()).orElseThrow();
        return new Courier.Parcel(
                parcel.id(),
                parcel.caseNumber(),
                new Place(from.name(), from.telephone(), null, null, from.address()),
                new Place(to.recipient(), to.phone(), to.city(), to.district(), summary.address(to)),
                PostagePayer.RECIPIENT.name().equals(pickup.payer()));
    }

    private static String written(Ordered ordered) {
        return ordered instanceof Ordered.Taken taken
                ? taken.carrier() + " " + taken.trackingNumber()
                : REFUSED + " " + ((Ordered.Refused) ordered).reason().name();
    }

    @Override
    public void answered(String caseNumber, String parcelId, String answer) {
        if (answer.isEmpty()) {
            return;
        }
        String[] words = answer.split(" ");
        if (words[0].equals(REFUSED)) {
            returns.sendBack(parcelId, Parcels.State.REFUSED, Optional.of(Reason.of(words[1])));
            return;
        }
        if (!parcels.taken(parcelId, words[0], words[1])) {
            return;
        }
        String text = "纸质证书已交快递寄出，快递单号 " + words[1];
        cases.deliver(caseNumber, LocalDate.now(clock));
        cases.record(caseNumber, CaseEvent.SYSTEM, "posted", text);
        notices.tell(Note.to(cases.withNumber(caseNumber).applicant())
                .about(caseNumber)
                .once("posted", "posted:" + parcelId)
                .saying("您的" + text)
                .at("/my/cases#" + caseNumber));
    }
}
