package org.certrenewal.access.account;

import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.Sha256;
import org.springframework.stereotype.Component;

/**
 * Adds to the audit trail what is about accounts: log-ins and sessions to a chain of the account's own, users, groups
 * and rights to the administrators' chain. Names what was changed by ids, never by values.
 */
@Component
class AccountTrail {

    /** Begins the chains of what happens to an account. */
    private static final String ACCOUNT = "account/";

    /** The chain of those who name no account that is there. */
    static final String STRANGERS = ACCOUNT + "?";

    static final String SYSTEM = "system";

    private static final int LONGEST_ID = 50;

    private final AuditTrail audit;

    AccountTrail(AuditTrail audit) {
        this.audit = audit;
    }

    /** Adds to an account's own chain. */
    void of(String user, String actor, String deed, String detail, String address) {
        audit.append(chain(user), actor, deed, detail, address);
    }

    /** Adds what strangers tried. */
    void ofStrangers(String deed, String detail, String address) {
        audit.append(STRANGERS, "", deed, detail, address);
    }

    /** Adds to what administrators do. */
    void administration(String actor, String deed, String detail) {
        audit.append(AuditTrail.ADMINISTRATION, actor, deed, detail, detail);
    }

    /** Returns an account's chain; a long id by its digest, since chains have short names. */
    static String chain(String user) {
        return ACCOUNT + (user.length() > LONGEST_ID ? Sha256.of(user).substring(0, LONGEST_ID) : user);
    }
}
