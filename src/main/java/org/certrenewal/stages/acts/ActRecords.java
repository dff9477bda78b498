package org.certrenewal.stages.acts;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.certrenewal.casefile.People;
import org.certrenewal.documents.ActLetters;
import org.certrenewal.documents.ListedPaper;
import org.certrenewal.privacy.PersonalParts;
import org.certrenewal.privacy.PersonalRecord.Entry;
import org.certrenewal.privacy.PersonalRecord.Line;
import org.certrenewal.privacy.PersonalRecord.Part;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.PersonName;
import org.springframework.stereotype.Component;

/** Tells a holder what is kept about acts on the own certificates: those that the holder was told of. */
@Component
class ActRecords implements PersonalParts {

    private final People people;
    private final Certificates certificates;
    private final Acts acts;
    private final ActPapers papers;
    private final Clock clock;

    ActRecords(People people, Certificates certificates, Acts acts, ActPapers papers, Clock clock) {
        this.people = people;
        this.certificates = certificates;
        this.acts = acts;
        this.papers = papers;
        this.clock = clock;
    }

    @Override
    public Part of(String user) {
        List<Entry> entries = people.find(user).stream()
                .flatMap(person -> certificates.heldBy(person.idNumber()).stream())
                .map(Certificate::number)
                .flatMap(number -> acts.on(number).stream())
                .filter(MyActsPage::isForTheHolder)
                .map(this::entry)
                .toList();
        return new Part(
                "acts",
                "证书处置",
                "依法对证书作出暂扣、发还、吊销、撤销、注销、警告、更正的决定",
                "履行法定职责所必需（《中华人民共和国个人信息保护法》第十三条第一款第（三）项）",
                "与证书登记信息相同",
                entries);
    }

    private Entry entry(Act act) {
        List<Line> lines = new ArrayList<>();
        act.notice().on().ifPresent(on -> lines.add(new Line("告知", ActLetters.day(on))));
        lines.add(new Line("情形", act.basis().ground()));
        lines.add(new Line("查明的事实", act.basis().facts()));
        if (!act.basis().underlying().isEmpty()) {
            lines.add(new Line("所依据的决定或者文书", act.basis().underlying()));
        }
        act.basis().endsOn().ifPresent(end -> lines.add(new Line("最后一日", ActLetters.day(end))));
        act.basis().rightName().map(PersonName::value).ifPresent(name -> lines.add(new Line("更正后的姓名", name)));
        lines.add(new Line("进展", MyActsPage.shown(act)));
        word(act, Acts.WordKind.STATEMENT, "您的陈述、申辩", lines);
        word(act, Acts.WordKind.HEARING, "听证情况", lines);
        if (!act.isOpen()) {
            word(act, Acts.WordKind.WEIGHING, "复核意见", lines);
        }
        for (ListedPaper paper : papers.of(act)) {
            lines.add(new Line(
                    "文书",
                    paper.title() + " " + paper.number()
                            + paper.servedAt()
                                    .map(at -> "，" + ActLetters.day(LocalDate.ofInstant(at, clock.getZone())) + "送达")
                                    .orElse("")));
        }
        return new Entry(act.kind().title() + "（证书 " + act.certificate() + "）", lines);
    }

    private void word(Act act, Acts.WordKind kind, String label, List<Line> lines) {
        acts.word(act.id(), kind).ifPresent(word -> lines.add(new Line(label, word.text())));
    }
}
