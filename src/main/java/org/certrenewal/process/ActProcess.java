package org.certrenewal.process;

/** Names what code and the model {@code processes/certificate-act.bpmn} agree on. A test proves that it is there. */
public final class ActProcess {

    /** Key of the process definition, and name of its file. */
    public static final String KEY = "certificate-act";

    /** The act's id: the only variable. */
    public static final String ACT = "act";

    private ActProcess() {}

    /** Names the messages. */
    public static final class Messages {
        public static final String ACT_CONFIRMED = "ActConfirmed";
        public static final String ACT_DECLINED = "ActDeclined";

        private Messages() {}
    }
}
