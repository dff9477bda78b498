package org.certrenewal.insight.health;

import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks whether this node and the database agree about the time; else the law's days would begin and end apart. */
@Component
class ClockHealthIndicator extends Part {

    private static final Duration TOLERABLE = Duration.ofSeconds(5);
    private static final Duration TOO_FAR = Duration.ofMinutes(1);
    private static final String REMEDY =
            "在节点和数据库服务器上启用时间同步（chrony 或 NTP），用 chronyc tracking 核对；" + "相差一分钟以上时先停用本节点，以免在法定期限的最后一天算错";

    private final JdbcClient jdbc;
    private final DatabaseHealthIndicator database;
    private final InstantSource node;

    @Autowired
    ClockHealthIndicator(
            JdbcClient jdbc, DatabaseHealthIndicator database, @Value("${renewal.health.keep:PT5S}") Duration keep) {
        this(jdbc, database, keep, InstantSource.system());
    }

    ClockHealthIndicator(JdbcClient jdbc, DatabaseHealthIndicator database, Duration keep, InstantSource node) {
        super("clock", keep);
        this.jdbc = jdbc;
        this.database = database;
        this.node = node;
    }

    @Override
    Health look() {
        if (!database.answers()) {
            return unknown();
        }
        OffsetDateTime there =
                jdbc.sql("select current_timestamp").query(OffsetDateTime.class).single();
        Duration apart = Duration.between(there.toInstant(), node.instant()).abs();
        String problem = "本节点与数据库服务器的时间相差" + apart.toSeconds() + "秒";
        if (apart.compareTo(TOO_FAR) > 0) {
            return down(problem, REMEDY);
        }
        return apart.compareTo(TOLERABLE) > 0 ? warning(problem, REMEDY) : up();
    }
}
