package org.certrenewal.insight.health;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks whether there are two administrators: with one, no role can be given, and with his loss no access is left. */
@Component
class AdministratorsHealthIndicator extends Part {

    private static final int NEEDED = 2;

    private final JdbcClient jdbc;

    AdministratorsHealthIndicator(JdbcClient jdbc, @Value("${renewal.health.keep:PT5S}") Duration keep) {
        super("administrators", keep);
        this.jdbc = jdbc;
    }

    @Override
    Health look() {
        try {
            int there = jdbc.sql("""
                            select count(*) from ACT_ID_MEMBERSHIP m join ACT_ID_USER u on u.ID_ = m.USER_ID_
                             where m.GROUP_ID_ = 'camunda-admin'
                            """).query(Integer.class).single();
            return there >= NEEDED
                    ? up()
                    : warning(
                            "只有" + there + "位系统管理员，无法授予角色（须一人提出、另一人确认）",
                            "在服务器上用命令 --renewal.admin.reset=账号 产生另一位系统管理员（见 README）");
        } catch (DataAccessException e) {
            return unknown();
        }
    }
}
