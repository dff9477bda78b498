package org.certrenewal.insight.health;

import java.time.Duration;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/** Is one part that can fail. It is looked at once in a while at most, however often it is asked. */
abstract class Part implements HealthIndicator {

    /** Works, but won't for long. */
    static final Status WARNING = new Status("WARNING");

    static final String PROBLEM = "问题";
    static final String REMEDY = "处理";

    private final String name;
    private final Duration keep;
    private Health last;
    private long lookedAt;

    Part(String name, Duration keep) {
        this.name = name;
        this.keep = keep;
    }

    /** Returns the name by which metrics call it. */
    final String name() {
        return name;
    }

    @Override
    public final synchronized Health health() {
        if (last == null || System.nanoTime() - lookedAt >= keep.toNanos()) {
            last = look();
            lookedAt = System.nanoTime();
        }
        return last;
    }

    /** Looks at it now. */
    abstract Health look();

    static Health up() {
        return Health.up().build();
    }

    /** Somebody can't work now. */
    static Health down(String problem, String remedy) {
        return Health.down()
                .withDetail(PROBLEM, problem)
                .withDetail(REMEDY, remedy)
                .build();
    }

    /** Somebody won't be able to work before long. */
    static Health warning(String problem, String remedy) {
        return Health.status(WARNING)
                .withDetail(PROBLEM, problem)
                .withDetail(REMEDY, remedy)
                .build();
    }

    /** Can't be looked at, because the database doesn't answer; that is a part of its own. */
    static Health unknown() {
        return Health.unknown().withDetail(PROBLEM, "数据库没有应答，无法检查").build();
    }
}
