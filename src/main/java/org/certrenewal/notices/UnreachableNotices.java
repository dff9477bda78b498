package org.certrenewal.notices;

import org.certrenewal.notices.outside.Unreachable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells people within the service that they can't be reached outside any more. */
@Component
class UnreachableNotices {

    private final Notices notices;

    UnreachableNotices(Notices notices) {
        this.notices = notices;
    }

    @EventListener
    void unreachable(Unreachable address) {
        notices.tell(Note.to(address.user())
                .once("address-refused", "address-refused:" + address.deliveryId())
                .saying("发往您所填" + (address.channel() == org.certrenewal.notices.outside.Channel.MAIL ? "邮箱" : "手机")
                        + "的" + address.channel().label() + "被对方拒收，已停止发送。消息仍可在系统内查看；请到“通知方式”核对或者更换")
                .at("/my/notifications"));
    }
}
