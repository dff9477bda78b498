package org.certrenewal.insight.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.certrenewal.PeriodicWorks;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** Looks whether everything that is to be done again and again has been done lately. */
@Component
class PeriodicHealthIndicator extends Part {

    private final PeriodicWorks works;
    private final Duration late;
    private final InstantSource clock;

    @Autowired
    PeriodicHealthIndicator(
            PeriodicWorks works,
            @Value("${renewal.health.keep:PT5S}") Duration keep,
            @Value("${renewal.health.periodic-late:PT5M}") Duration late) {
        this(works, keep, late, InstantSource.system());
    }

    PeriodicHealthIndicator(PeriodicWorks works, Duration keep, Duration late, InstantSource clock) {
        super("periodic", keep);
        this.works = works;
        this.late = late;
        this.clock = clock;
    }

    @Override
    Health look() {
        Instant now = clock.instant();
        List<PeriodicWorks.State> undone =
                works.states().stream().filter(it -> isLate(it, now)).toList();
        if (undone.isEmpty()) {
            return up();
        }
        return down(
                undone.stream().map(it -> sentence(it, now)).collect(Collectors.joining("；")),
                "在日志中查找“" + undone.get(0).work().name()
                        + " failed and is tried again in”的告警，排除其中的原因，会自动重做；没有告警的，是上一次一直没有做完：用 jstack 看线程 periodic- 停在哪里，然后重启本节点");
    }

    /**
     * One that fails is given a while, and so is one that hasn't come to its end; where it rests long, its rest again.
     */
    private boolean isLate(PeriodicWorks.State state, Instant now) {
        Duration every = state.work().every();
        boolean fails = state.failingSince().isPresent()
                && state.failingSince().get().plus(late).isBefore(now);
        Duration allowed = every.plus(every.compareTo(late) > 0 ? every : late);
        return fails || state.undone(now).compareTo(allowed) > 0;
    }

    private static String sentence(PeriodicWorks.State state, Instant now) {
        String text = "“" + state.work().what() + "”已" + state.undone(now).toMinutes() + "分钟没有做成";
        return state.failuresInARow() > 0 ? text + "，连续失败" + state.failuresInARow() + "次" : text;
    }
}
