package org.certrenewal.stages.pickup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.FormContext;
import org.certrenewal.casefile.People;
import org.certrenewal.casefile.PickupCheck;
import org.certrenewal.casefile.PostagePayer;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.Section.Pickup;
import org.certrenewal.casefile.TaskForm;
import org.certrenewal.privacy.Consents;
import org.certrenewal.privacy.PrivacyNotice;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.process.RenewalProcess.Variables;
import org.springframework.stereotype.Component;

/** 取件方式: the electronic certificate always, a paper copy by post on request. */
@Component
class ChoosePickupForm implements TaskForm<Pickup> {

    private final FormContext contexts;
    private final PickupCheck check;
    private final Consents consents;
    private final People people;

    ChoosePickupForm(FormContext contexts, PickupCheck check, Consents consents, People people) {
        this.people = people;
        this.consents = consents;
        this.contexts = contexts;
        this.check = check;
    }

    record ResultView(String name, String kind) {}

    /** Holds who the applicant is, so that nobody types it for the parcel. */
    record KnownRecipient(String recipient) {}

    /** @param agreed whether the applicant has agreed to electronic service before, and not taken it back */
    record Context(
            ResultView result,
            KnownRecipient known,
            boolean agreed,
            List<PostagePayer.Choice> payers,
            List<FormContext.CityView> cities,
            PrivacyNotice.Text electronicService,
            String phone) {}

    @Override
    public String element() {
        return RenewalProcess.Tasks.CHOOSE_PICKUP;
    }

    @Override
    public Section<Pickup> section() {
        return Section.PICKUP;
    }

    @Override
    public Context context(CaseFile file) {
        return new Context(
                new ResultView("建筑施工特种作业人员资格证书", "电子材料"),
                people.find(file.applicant())
                        .map(person -> new KnownRecipient(person.name().value()))
                        .orElse(null),
                consents.newest(file.applicant(), Consents.Kind.ELECTRONIC_SERVICE)
                        .filter(it -> it.answer() == Consents.Answer.GIVEN)
                        .isPresent(),
                PostagePayer.choices(),
                contexts.cities(),
                consents.notice().consents().get(Consents.Kind.ELECTRONIC_SERVICE),
                people.phoneOf(file.applicant()).orElse(null));
    }

    @Override
    public List<Problem> validate(CaseFile file, Pickup entered) {
        List<Problem> problems = new ArrayList<>(check.validate(entered));
        if (entered != null && entered.letters() == null) {
            problems.add(new Problem("letters", "请选择文书的送达方式"));
        }
        return problems;
    }

    @Override
    public Pickup tidied(Pickup entered) {
        return PickupCheck.tidied(entered);
    }

    @Override
    public Map<String, Object> completed(CaseFile file, Pickup entered, String actor) {
        consents.answer(
                actor,
                Consents.Kind.ELECTRONIC_SERVICE,
                entered.letters() == Pickup.Letters.ELECTRONIC ? Consents.Answer.GIVEN : Consents.Answer.REFUSED,
                Optional.of(file.number()));
        return Map.of(Variables.BY_POST, entered.method() == Pickup.Method.POST);
    }
}
