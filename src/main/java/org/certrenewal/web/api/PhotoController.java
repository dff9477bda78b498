package org.certrenewal.web.api;

import java.security.Principal;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CasePhotos;
import org.certrenewal.casefile.People;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.SectionRefused;
import org.certrenewal.documents.PhotoHints;
import org.certrenewal.documents.PhotoIntake;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.process.tasks.OpenTasks;
import org.certrenewal.process.tasks.OpenTasks.OpenTask;
import org.certrenewal.process.tasks.TaskGone;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.Photo;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows the portrait of a task's case beside the registered one, to the applicant and to the office that decides, and
 * takes another one as long as the applicant fills in or corrects the form.
 */
@RestController
@RequestMapping("/api/tasks/{taskId}/photo")
class PhotoController {

    private static final String FIELD = "photo";
    private static final Set<String> OPEN = Set.of(Tasks.FILL_FORM, Tasks.CORRECT_APPLICATION);

    /** How many pictures a node reads at the same moment. */
    private static final int AT_ONCE = 2;

    private static final int PATIENCE = 5;

    private final OpenTasks tasks;
    private final CaseFiles cases;
    private final CasePhotos photos;
    private final People people;
    private final Certificates certificates;
    private final AuditTrail audit;
    private final Semaphore reading = new Semaphore(AT_ONCE, true);

    PhotoController(
            OpenTasks tasks,
            CaseFiles cases,
            CasePhotos photos,
            People people,
            Certificates certificates,
            AuditTrail audit) {
        this.tasks = tasks;
        this.cases = cases;
        this.photos = photos;
        this.people = people;
        this.certificates = certificates;
        this.audit = audit;
    }

    /**
     * Shows what there is.
     *
     * @param given the portrait of this case as a {@code data:} address, or null
     * @param registered the certificate's, or null
     * @param hints what may be wrong with the portrait that will be printed
     */
    record PhotoView(String given, String registered, List<String> hints) {}

    @GetMapping
    PhotoView show(@PathVariable String taskId, Principal user) {
        CaseFile file = tasks.open(taskId, user.getName()).file();
        PhotoView view = view(file);
        if (!file.applicant().equals(user.getName()) && (view.given() != null || view.registered() != null)) {
            audit.append(file.number(), user.getName(), "saw-photo", "photo", null);
        }
        return view;
    }

    @PutMapping(consumes = MediaType.ALL_VALUE)
    PhotoView keep(@PathVariable String taskId, @RequestBody(required = false) byte[] file, Principal user) {
        String number = mine(taskId, user).number();
        byte[] portrait = portrait(file == null ? new byte[0] : file);
        photos.keep(number, portrait);
        audit.append(number, user.getName(), "kept-photo", "photo", null);
        return view(cases.withNumber(number));
    }

    @DeleteMapping
    PhotoView drop(@PathVariable String taskId, Principal user) {
        String number = mine(taskId, user).number();
        photos.drop(number);
        audit.append(number, user.getName(), "dropped-photo", "photo", null);
        return view(cases.withNumber(number));
    }

    private CaseFile mine(String taskId, Principal user) {
        OpenTask open = tasks.open(taskId, user.getName());
        OpenTasks.mustBeMine(open);
        if (!OPEN.contains(open.form().element())) {
            throw new TaskGone(Optional.empty());
        }
        return open.file();
    }

    private byte[] portrait(byte[] file) {
        try {
            if (!reading.tryAcquire(PATIENCE, TimeUnit.SECONDS)) {
                throw refused("同时处理照片的人较多，请稍后再试");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused("同时处理照片的人较多，请稍后再试");
        }
        try {
            return PhotoIntake.take(file);
        } catch (PhotoIntake.Refused e) {
            throw refused(e.getMessage());
        } finally {
            reading.release();
        }
    }

    private static SectionRefused refused(String reason) {
        return new SectionRefused(List.of(new Problem(FIELD, reason)));
    }

    private PhotoView view(CaseFile file) {
        Optional<byte[]> given = photos.of(file.number());
        Optional<Photo> registered = certificate(file).flatMap(certificates::photoOf);
        return new PhotoView(
                given.map(it -> data("image/jpeg", it)).orElse(null),
                registered.map(it -> data(it.mediaType(), it.content())).orElse(null),
                given.map(PhotoHints::of).orElse(List.of()));
    }

    /** The one that the form has passed with; before that, the one of the applicant's that the form names. */
    private Optional<CertificateNumber> certificate(CaseFile file) {
        return file.certificateNumber()
                .map(CertificateNumber::new)
                .or(() -> cases.section(file.number(), Section.FORM)
                        .map(form -> form.certificate())
                        .map(chosen -> chosen.number())
                        .flatMap(PhotoController::number)
                        .filter(number -> isHeldBy(number, file)));
    }

    private boolean isHeldBy(CertificateNumber number, CaseFile file) {
        return certificates
                .withNumber(number)
                .filter(it -> it.isHeldBy(people.withUserId(file.applicant()).idNumber()))
                .isPresent();
    }

    private static Optional<CertificateNumber> number(String typed) {
        try {
            return Optional.of(CertificateNumber.of(typed));
        } catch (CertificateNumber.Invalid e) {
            return Optional.empty();
        }
    }

    private static String data(String mediaType, byte[] content) {
        return "data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(content);
    }
}
