package org.certrenewal.stages.delivery;

import java.util.Map;
import java.util.Optional;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.notices.Note;
import org.certrenewal.notices.Notices;
import org.certrenewal.process.RenewalInstances;
import org.certrenewal.process.RenewalProcess.Messages;
import org.certrenewal.process.parcels.Courier.Reason;
import org.certrenewal.process.parcels.Parcels;
import org.certrenewal.registry.reference.GroupId;
import org.springframework.stereotype.Component;

/** Brings a parcel that doesn't arrive back to the clerk, and tells the applicant. */
@Component
class ParcelReturns {

    private final Parcels parcels;
    private final CaseFiles cases;
    private final Notices notices;
    private final RenewalInstances renewals;

    ParcelReturns(Parcels parcels, CaseFiles cases, Notices notices, RenewalInstances renewals) {
        this.parcels = parcels;
        this.cases = cases;
        this.notices = notices;
        this.renewals = renewals;
    }

    /**
     * Ends a parcel's way before its recipient; once. Where the renewal has come to its end meanwhile, the clerks are
     * told all the same.
     *
     * @param state {@code RETURNED} or {@code REFUSED}
     */
    void sendBack(String parcelId, Parcels.State state, Optional<Reason> reason) {
        if (!parcels.end(parcelId, state, reason)) {
            return;
        }
        Parcels.Parcel parcel = parcels.find(parcelId).orElseThrow();
        String number = parcel.caseNumber();
        String text = text(state, reason.orElse(Reason.OTHER));
        // The clerk begins anew, and the applicant isn't shown a number that leads nowhere.
        cases.forget(number, Posting.SECTION);
        cases.record(number, CaseEvent.SYSTEM, "parcel-returned", text);
        tell(cases.withNumber(number).applicant(), parcel, text + "，寄送人员将与您联系或者重新寄出", "/my/cases#" + number);
        tell(GroupId.clerks(parcel.office()).value(), parcel, text + "，请在“待寄送”中重新办理", null);
        renewals.correlate(number, Messages.PARCEL_RETURNED, Map.of());
    }

    /** Says why a parcel is back. */
    static String text(Parcels.State state, Reason reason) {
        return state == Parcels.State.REFUSED
                ? "快递公司未收寄纸质证书（" + reason.label() + "）"
                : "纸质证书被退回（" + reason.label() + "）";
    }

    private void tell(String recipient, Parcels.Parcel parcel, String text, String href) {
        notices.tell(Note.to(recipient)
                .about(parcel.caseNumber())
                .once("parcel", "parcel-returned:" + parcel.id() + ":" + recipient)
                .saying("办件 " + parcel.caseNumber() + "：" + text)
                .at(href));
    }
}
