package org.certrenewal.access.account;

import org.certrenewal.audit.AuditTrail;
import org.springframework.stereotype.Component;

/**
 * Adds to the audit trail what is about accounts: log-ins and sessions to a chain of the account's own, users, groups
 * and rights to the administrators' chain. Names what was changed by ids, never by values.
 */
@Component
class AccountTrail {

    /** The chain of those who name no account that is there. */
    static final String STRANGERS = AuditTrail.ACCOUNT + "?";

    static final String SYSTEM = "system";

    private final AuditTrail audit;

    AccountTrail(AuditTrail audit) {
        this.audit = audit;
    }

    /** Adds to an account's own chain. */
    void of(String user, String actor, String deed, String detail, String address) {
        audit.append(AuditTrail.chainOfAccount(user), actor, deed, detail, address);
    }

    /** Adds what strangers tried. */
    void ofStrangers(String deed, String detail, String address) {
        audit.append(STRANGERS, "", deed, detail, address);
    }

    /** Adds to what administrators do. */
    void administration(String actor, String deed, String detail) {
        audit.append(AuditTrail.ADMINISTRATION, actor, deed, detail, detail);
    }
}
