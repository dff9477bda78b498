package org.certrenewal.stages.review;

import java.security.Principal;
import org.certrenewal.typed.Paragraphs;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Serves the officer's proposal to extend the time for the decision. */
@RestController
@RequestMapping("/api/tasks/{taskId}/extension-proposal")
class ExtensionProposalController {

    private final ExtensionProposals proposals;

    ExtensionProposalController(ExtensionProposals proposals) {
        this.proposals = proposals;
    }

    /**
     * Says why more time is needed.
     *
     * @param version the case's version that the form has
     */
    record Proposal(int version, @Paragraphs String reasons) {}

    @PostMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void propose(@PathVariable String taskId, @RequestBody Proposal body, Principal user) {
        proposals.propose(taskId, user.getName(), body.version(), body.reasons());
    }
}
