package org.certrenewal.notices.outside;

import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.certrenewal.notices.outside.Contacts.Contact;
import org.certrenewal.privacy.PersonalParts;
import org.certrenewal.privacy.PersonalRecord.Entry;
import org.certrenewal.privacy.PersonalRecord.Line;
import org.certrenewal.privacy.PersonalRecord.Part;
import org.certrenewal.typed.Telephone;
import org.springframework.stereotype.Component;

/** Tells people which addresses of theirs are kept, and what went there. */
@Component
class ContactRecords implements PersonalParts {

    private static final int MOST = 1000;

    private final Contacts contacts;
    private final Deliveries deliveries;
    private final MessageTexts texts;
    private final DateTimeFormatter time;

    ContactRecords(Contacts contacts, Deliveries deliveries, MessageTexts texts, Clock clock) {
        this.contacts = contacts;
        this.deliveries = deliveries;
        this.texts = texts;
        this.time = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm", Locale.CHINA).withZone(clock.getZone());
    }

    @Override
    public Part of(String user) {
        List<Entry> entries = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            contacts.find(user, channel).ifPresent(contact -> entries.add(entry(contact)));
        }
        deliveries
                .of(user, MOST)
                .forEach(line -> entries.add(new Entry(
                        line.channel().label() + "：" + texts.of(line.kind()).subject(),
                        List.of(
                                new Line("时间", time.format(line.at())),
                                new Line("结果", line.state().label())))));
        return new Part(
                "contacts",
                "邮箱、手机和发出的通知",
                "按本人的选择，在系统外发送通知",
                "本人同意（《中华人民共和国个人信息保护法》第十三条第一款第（一）项）",
                "邮箱、手机：到本人在“通知方式”中删除为止；发送记录：与消息提醒相同",
                entries);
    }

    private static Entry entry(Contact contact) {
        List<Line> lines = new ArrayList<>();
        if (contact.address() != null) {
            lines.add(new Line("已确认", shown(contact.channel(), contact.address())));
        }
        if (contact.pending() != null) {
            lines.add(new Line("等待确认", shown(contact.channel(), contact.pending())));
        }
        lines.add(new Line("接收通知", contact.wanted() ? "是" : "否"));
        return new Entry(contact.channel().label(), lines);
    }

    private static String shown(Channel channel, String address) {
        return channel == Channel.SMS ? Telephone.shown(address) : address;
    }
}
