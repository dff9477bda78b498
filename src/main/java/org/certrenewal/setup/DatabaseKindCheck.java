package org.certrenewal.setup;

import java.util.List;
import org.certrenewal.CannotStart;
import org.certrenewal.StartCheck;

/** Refuses the embedded database in production: nobody backs it up while it runs, and there is one node at most. */
final class DatabaseKindCheck implements StartCheck {

    @Override
    public String subject() {
        return "数据库的种类";
    }

    @Override
    public List<CannotStart> reasons(Start start) {
        return start.isProfile("production")
                        && start.setting("spring.datasource.url").startsWith("jdbc:h2:")
                ? List.of(
                        new CannotStart(
                                "在生产环境（profile production）中不能使用嵌入式数据库 H2",
                                "设置 spring.datasource.url=jdbc:postgresql://…、spring.datasource.username 和 spring.datasource.password"))
                : List.of();
    }
}
