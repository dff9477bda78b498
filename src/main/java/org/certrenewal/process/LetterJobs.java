package org.certrenewal.process;

import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.process.RenewalProcess.Letters;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Knows which letters are still being made, and has one tried again. */
@Component
public class LetterJobs {

    private static final int TRIES = 3;

    private final ManagementService management;
    private final CaseFiles cases;
    private final AsService service;
    private final Clock clock;

    LetterJobs(ManagementService management, CaseFiles cases, AsService service, Clock clock) {
        this.management = management;
        this.cases = cases;
        this.service = service;
        this.clock = clock;
    }

    /**
     * Names a letter that couldn't be made so far.
     *
     * @param element id of the step in the model
     * @param givenUp whether nothing tries it again by itself
     */
    public record Failed(String caseNumber, String element, boolean givenUp) {}

    /** Returns the letters that couldn't be made so far, whichever office's. */
    public List<Failed> failed() {
        List<Job> jobs = service.get(() -> Letters.all().stream()
                .flatMap(element -> management.createJobQuery().activityId(element).withException().list().stream())
                .toList());
        Map<String, String> numbers =
                cases.numbersOf(jobs.stream().map(Job::getProcessInstanceId).collect(Collectors.toSet()));
        return service.get(() -> jobs.stream()
                .filter(job -> numbers.containsKey(job.getProcessInstanceId()))
                .map(job -> new Failed(numbers.get(job.getProcessInstanceId()), elementOf(job), job.getRetries() == 0))
                .toList());
    }

    private String elementOf(Job job) {
        return management
                .createJobDefinitionQuery()
                .jobDefinitionId(job.getJobDefinitionId())
                .singleResult()
                .getActivityId();
    }

    /** Tells whether a letter of a case is decided, but not made yet. */
    public boolean isOnItsWay(CaseFile file) {
        return file.closedAt().isEmpty()
                && service.get(() -> Letters.all().stream()
                        .anyMatch(element -> management
                                        .createJobQuery()
                                        .processInstanceId(file.instanceId())
                                        .activityId(element)
                                        .count()
                                > 0));
    }

    /** Has a letter tried again at once. */
    @Transactional
    public void retry(CaseFile file, String element) {
        service.get(() -> {
            for (Job job : management
                    .createJobQuery()
                    .processInstanceId(file.instanceId())
                    .activityId(element)
                    .list()) {
                management.setJobRetries(job.getId(), TRIES);
                management.setJobDuedate(job.getId(), Date.from(clock.instant()));
            }
            return null;
        });
    }
}
