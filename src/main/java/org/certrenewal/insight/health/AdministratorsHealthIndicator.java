package org.certrenewal.insight.health;

import java.time.Duration;
import org.certrenewal.insight.metrics.Figures;
import org.certrenewal.insight.metrics.FiguresReader;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/**
 * Looks whether there are two administrators: with one, no role can be given, and with that one's loss no access is
 * left.
 */
@Component
class AdministratorsHealthIndicator extends Part {

    private static final int NEEDED = 2;

    private final FiguresReader figures;

    AdministratorsHealthIndicator(FiguresReader figures, @Value("${renewal.health.keep:PT5S}") Duration keep) {
        super("administrators", keep);
        this.figures = figures;
    }

    @Override
    Health look() {
        return figures.now()
                .map(Figures::administrators)
                .map(AdministratorsHealthIndicator::look)
                .orElseGet(Part::unknown);
    }

    private static Health look(long there) {
        return there >= NEEDED
                ? up()
                : warning(
                        "只有" + there + "位系统管理员，无法授予角色（须一人提出、另一人确认）",
                        "在服务器上用命令 --renewal.admin.reset=id 产生另一位系统管理员（见 docs/administrator.md）");
    }
}
