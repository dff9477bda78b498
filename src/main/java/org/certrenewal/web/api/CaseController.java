package org.certrenewal.web.api;

import java.security.Principal;
import java.util.Map;
import org.certrenewal.process.Withdrawals;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves what a form can do with the whole case. */
@RestController
class CaseController {

    private final Withdrawals withdrawals;

    CaseController(Withdrawals withdrawals) {
        this.withdrawals = withdrawals;
    }

    @PostMapping("/api/cases/{number}/withdrawal")
    Map<String, String> withdraw(@PathVariable String number, Principal user) {
        withdrawals.withdraw(number, user.getName());
        return Map.of("message", "申请已撤回", "page", "/my/cases#" + number);
    }
}
