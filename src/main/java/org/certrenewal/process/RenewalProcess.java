package org.certrenewal.process;

import java.util.List;

/**
 * Names everything that code and model agree on: the process {@code processes/certificate-renewal.bpmn}, its elements,
 * messages, errors and variables. A test reads the model and proves that each name is there.
 */
public final class RenewalProcess {

    /** Key of the process definition, and name of its file. */
    public static final String KEY = "certificate-renewal";

    private RenewalProcess() {}

    /** Names the user tasks; each has the form of the same name in {@code forms/}. */
    public static final class Tasks {
        public static final String SEARCH_SERVICE = "Task_SearchService";
        public static final String AUTHENTICATE_FACE = "Task_AuthenticateFace";
        public static final String FILL_FORM = "Task_FillForm";
        public static final String CHOOSE_PICKUP = "Task_ChoosePickup";
        public static final String CONFIRM_INFORMATION = "Task_ConfirmInformation";
        public static final String SIGN_APPLICATION = "Task_SignApplication";
        public static final String CORRECT_APPLICATION = "Task_CorrectApplication";
        public static final String ACCEPT_APPLICATION = "Task_AcceptApplication";
        public static final String REVIEW_APPLICATION = "Task_ReviewApplication";
        public static final String EXTEND_DECISION = "Task_ExtendDecision";
        public static final String POST_CERTIFICATE = "Task_PostCertificate";
        public static final String COLLECT_CERTIFICATE = "Task_CollectCertificate";

        private Tasks() {}
    }

    /** Names the steps that make a letter. */
    public static final class Letters {
        public static final String ACCEPTANCE_NOTICE = "Task_IssueAcceptanceNotice";
        public static final String CORRECTION_NOTICE = "Task_IssueCorrectionNotice";
        public static final String NON_ACCEPTANCE_DECISION = "Task_IssueNonAcceptanceDecision";
        public static final String EXTENSION_NOTICE = "Task_IssueExtensionNotice";
        public static final String DECISION_LETTER = "Task_IssueDecisionLetter";
        /** Says that what was granted can't be issued any more. */
        public static final String TERMINATION_NOTICE = "Task_IssueTerminationNotice";

        private Letters() {}

        static List<String> all() {
            return List.of(
                    ACCEPTANCE_NOTICE,
                    CORRECTION_NOTICE,
                    NON_ACCEPTANCE_DECISION,
                    EXTENSION_NOTICE,
                    DECISION_LETTER,
                    TERMINATION_NOTICE);
        }
    }

    /** Names the events at which a renewal ends, and those that code asks about. */
    public static final class Events {
        public static final String AUTHENTICATION_FAILED = "EndEvent_AuthenticationFailed";
        public static final String RENEWAL_ABANDONED = "EndEvent_RenewalAbandoned";
        public static final String RENEWAL_WITHDRAWN = "EndEvent_RenewalWithdrawn";
        public static final String APPLICATION_WITHDRAWN = "EndEvent_ApplicationWithdrawn";
        public static final String RENEWAL_REJECTED = "EndEvent_RenewalRejected";
        public static final String APPLICATION_NOT_ACCEPTED = "EndEvent_ApplicationNotAccepted";
        public static final String DRAFT_INVALIDATED = "EndEvent_DraftInvalidated";
        public static final String APPLICATION_INVALIDATED = "EndEvent_ApplicationInvalidated";
        public static final String ISSUANCE_REFUSED = "EndEvent_IssuanceRefused";

        public static final String FACE_TIMED_OUT = "BoundaryEvent_FaceTimedOut";
        public static final String DRAFT_REMINDER_DUE = "BoundaryEvent_DraftReminderDue";
        public static final String APPLICATION_ABANDONED = "BoundaryEvent_ApplicationAbandoned";
        public static final String ACCEPTANCE_REMINDER_DUE = "BoundaryEvent_AcceptanceReminderDue";
        public static final String ACCEPTANCE_OVERDUE = "BoundaryEvent_AcceptanceOverdue";
        public static final String DECISION_REMINDER_DUE = "BoundaryEvent_DecisionReminderDue";
        public static final String DECISION_OVERDUE = "BoundaryEvent_DecisionOverdue";
        public static final String DELIVERY_REMINDER_DUE = "BoundaryEvent_DeliveryReminderDue";
        public static final String DELIVERY_OVERDUE = "BoundaryEvent_DeliveryOverdue";

        private Events() {}
    }

    /** Names the messages that move a renewal on from outside. */
    public static final class Messages {
        public static final String FACE_AUTHENTICATED = "FaceAuthenticated";
        public static final String FACE_REFUSED = "FaceRefused";
        public static final String RENEWAL_WITHDRAWN = "RenewalWithdrawn";
        /** The officer asks the supervisor to extend the time for the decision. */
        public static final String EXTENSION_PROPOSED = "ExtensionProposed";

        public static final String CERTIFICATE_PUBLISHED = "CertificatePublished";
        /** The certificate was suspended, revoked, rescinded or cancelled. */
        public static final String CERTIFICATE_INVALIDATED = "CertificateInvalidated";
        /** A suspension is over, because the certificate was given back or because it was taken for good. */
        public static final String SUSPENSION_ENDED = "SuspensionEnded";
        /**
         * The certificate's files have their seals, or wait for them in vain: what can be issued is to be asked again.
         */
        public static final String CERTIFICATE_SEALED = "CertificateSealed";

        /** The paper copy has reached the applicant. */
        public static final String PARCEL_DELIVERED = "ParcelDelivered";
        /** The paper copy comes back, or was never taken along. */
        public static final String PARCEL_RETURNED = "ParcelReturned";

        private Messages() {}
    }

    /** Names the errors that a step throws and the model catches. */
    public static final class Errors {
        public static final String FORM_REJECTED = "FormRejected";
        public static final String CERTIFICATE_INVALIDATED = "CertificateInvalidated";
        public static final String CERTIFICATE_SUSPENDED = "CertificateSuspended";
        /** The certificate's files wait for their seals. */
        public static final String CERTIFICATE_UNSEALED = "CertificateUnsealed";

        private Errors() {}
    }

    /** Names the variables: the case number, routing facts, never personal data. */
    public static final class Variables {
        public static final String CASE_NUMBER = "caseNumber";
        /** Opaque id of the user who applies. */
        public static final String APPLICANT = "applicant";
        /** Code of the office that handles the case. */
        public static final String OFFICE = "office";
        /** {@code next} or {@code back}: the one variable that a client may send. */
        public static final String DIRECTION = "direction";

        public static final String SERVICE_HANDLED_HERE = "serviceHandledHere";
        public static final String FACE_RETRY_ALLOWED = "faceRetryAllowed";
        /** Set by the model when the confirmation page is left forwards. */
        public static final String INFORMATION_CONFIRMED = "informationConfirmed";

        public static final String CORRECTION_REQUESTED = "correctionRequested";
        /** What the office answered: {@code ACCEPTED, CORRECTION, NOT_ACCEPTED, APPROVED, REJECTED}. */
        public static final String OUTCOME = "outcome";

        public static final String DECISION_EXTENDED = "decisionExtended";
        public static final String DEEMED_RENEWED = "deemedRenewed";
        public static final String BY_POST = "byPost";
        /** Whether the courier tells what becomes of the parcel. */
        public static final String PARCEL_FOLLOWED = "parcelFollowed";

        private Variables() {}
    }
}
