package org.certrenewal.stages.review;

import java.security.Principal;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.typed.Paragraphs;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves the officer's stop and start of the decision's clock. */
@RestController
@RequestMapping("/api/tasks/{taskId}/excluded-time")
class ExcludedTimeController {

    private final ExcludedTimes times;

    ExcludedTimeController(ExcludedTimes times) {
        this.times = times;
    }

    /**
     * Says why the clock is to stand still.
     *
     * @param version the case's version that the form has
     * @param purpose the procedure that takes the time, one of {@link ExcludedTimes.Purpose}
     * @param document the paper by which it was ordered
     * @param workingDays how long it will probably take
     */
    record Start(
            int version,
            ExcludedTimes.Purpose purpose,
            @Paragraphs String reason,
            String document,
            Integer workingDays) {

        ExcludedTimes.Stop stop() {
            return new ExcludedTimes.Stop(purpose, reason, document, workingDays);
        }
    }

    /** Answers with the case's new version. */
    record Changed(int version) {}

    @PostMapping
    Changed start(@PathVariable String taskId, @RequestBody Start body, Principal user) {
        CaseFile file = times.start(taskId, user.getName(), body.version(), body.stop());
        return new Changed(file.version());
    }

    @DeleteMapping
    Changed stop(@PathVariable String taskId, @RequestParam int version, Principal user) {
        return new Changed(times.stop(taskId, user.getName(), version).version());
    }
}
