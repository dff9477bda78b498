package org.certrenewal.process;

/** Names what code and the model {@code processes/certificate-act.bpmn} agree on. A test proves that it is there. */
public final class ActProcess {

    /** Key of the process definition, and name of its file. */
    public static final String KEY = "certificate-act";

    /** The act's id. */
    public static final String ACT = "act";

    /** Whether the holder is told first, and can answer; instances of the first model don't have it. */
    public static final String NOTICE = "notice";

    /** When the holder's time to answer is over, a day's end. */
    public static final String STATEMENT_ENDS = "statementEnds";

    /** Whether the holder asks for a hearing. */
    public static final String HEARING = "hearing";

    /** When a suspension is over, a day's end; absent where the act isn't one. */
    public static final String SUSPENSION_ENDS = "suspensionEnds";

    private ActProcess() {}

    /** Names the messages. */
    public static final class Messages {
        public static final String STATEMENT_MADE = "StatementMade";
        public static final String HEARING_HELD = "HearingHeld";
        public static final String STATEMENT_WEIGHED = "StatementWeighed";
        public static final String ACT_CONFIRMED = "ActConfirmed";
        public static final String ACT_DECLINED = "ActDeclined";
        public static final String SUSPENSION_ENDED = "SuspensionEnded";

        private Messages() {}
    }
}
