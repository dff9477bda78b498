package org.certrenewal.access;

import java.util.Optional;
import org.springframework.security.core.Authentication;

/** Says who may see papers that belong to no case, such as those of an act on a certificate. */
public interface PaperReaders {

    /** Names what somebody is to a paper. */
    enum Reader {
        /** The addressee: the paper is served when it is opened. */
        ADDRESSEE,
        OFFICE,
        NOBODY
    }

    /**
     * Says what somebody is to the papers under a reference.
     *
     * @param reference what stands in a case number's place
     * @return {@link Reader#NOBODY} also where the reference isn't known here
     */
    Reader of(String reference, Authentication login);

    /**
     * Returns the user to whom the papers under a reference are addressed; empty where nobody of that name has a login.
     */
    Optional<String> addresseeOf(String reference);

    /** Returns under which chain of the audit trail the reading of such a paper is recorded. */
    String chainOf(String reference);
}
