package org.certrenewal.insight.health;

import java.time.Duration;
import org.certrenewal.privacy.PersonRequests;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** Looks whether people who asked for correction or deletion of their data are answered in time. */
@Component
class RequestsHealthIndicator extends Part {

    private final PersonRequests requests;
    private final DatabaseHealthIndicator database;

    RequestsHealthIndicator(
            PersonRequests requests,
            DatabaseHealthIndicator database,
            @Value("${renewal.health.keep:PT5S}") Duration keep) {
        super("requests", keep);
        this.requests = requests;
        this.database = database;
    }

    @Override
    Health look() {
        if (!database.answers()) {
            return unknown();
        }
        int overdue = requests.overdue();
        return overdue == 0
                ? up()
                : warning(overdue + "项更正、删除个人信息的请求超过期限没有决定", "请有关机关的受理审核人员在“个人信息请求”（/office/requests）中决定并说明理由");
    }
}
