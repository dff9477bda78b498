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

    private static final List<String> NOTES = List.of(
            "办理结果为电子证件的，办理成功后发送到您的“我的办件”，并可在“我的证照”中查看、下载。",
            "选择邮寄的，邮寄费用、回执费用及快递过程中产生的其他合理费用由申请人承担，按政务服务快递的定价标准收取；" + "可以寄付，也可以由本人签收后支付。");

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

    record Context(
            ResultView result,
            List<String> notes,
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
                NOTES,
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
