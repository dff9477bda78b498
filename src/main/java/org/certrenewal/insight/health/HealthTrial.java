package org.certrenewal.insight.health;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.certrenewal.CertificateRenewalApplication;
import org.certrenewal.StartCheck;
import org.certrenewal.Trial;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.adapters.LawFiles;
import org.certrenewal.seeds.SeedException;
import org.certrenewal.seeds.SeedFolder;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** Looks at those parts of the health that can be looked at before anything is made. */
final class HealthTrial implements Trial {

    private static final String HOLIDAYS = "放假安排";

    @Override
    public String subject() {
        return "磁盘、时间和规则";
    }

    @Override
    public List<Line> lines(StartCheck.Start start) {
        List<Line> lines = new ArrayList<>();
        Binder binder = Binder.get(start.environment());
        String data = start.setting("renewal.data");
        lines.add(line(
                "磁盘空间",
                "数据文件夹 " + data + " 所在的磁盘空间足够",
                new DiskHealthIndicator(
                                data,
                                Duration.ZERO,
                                binder.bind("renewal.health.disk-free", DataSize.class)
                                        .orElse(DataSize.ofMegabytes(500)))
                        .look()));
        start.database().ifPresent(database -> lines.add(clock(database, binder)));
        lines.addAll(law(start.setting("renewal.seeds")));
        return lines;
    }

    private static Line clock(DataSource source, Binder binder) {
        JdbcClient jdbc = JdbcClient.create(source);
        DatabaseHealthIndicator database = new DatabaseHealthIndicator(
                jdbc,
                Duration.ofMinutes(1),
                binder.bind("renewal.health.database-patience", Duration.class).orElse(Duration.ofSeconds(3)));
        try {
            return line(
                    "本机的时间",
                    "与数据库服务器的时间一致",
                    new ClockHealthIndicator(jdbc, database, Duration.ZERO, InstantSource.system()).look());
        } finally {
            database.stop();
        }
    }

    private static List<Line> law(String folder) {
        LawBook law;
        try {
            law = new LawBook(
                    LawFiles.read(folder.isEmpty() ? SeedFolder.packaged() : SeedFolder.over(Path.of(folder))));
        } catch (SeedException | IllegalArgumentException saidBySeedsCheck) {
            return List.of();
        }
        LocalDate today = LocalDate.now(CertificateRenewalApplication.ZONE);
        List<Line> lines = new ArrayList<>();
        for (int year = today.getYear(); year <= today.getYear() + 1; year++) {
            lines.add(line(HOLIDAYS, year + "年的放假安排已知", LawHealthIndicator.holidays(law, year, today)));
        }
        String unverified = LawHealthIndicator.unverified(law, today);
        lines.add(
                unverified.isEmpty()
                        ? Line.green("法律条文", "都已核实")
                        : Line.yellow(
                                "法律条文",
                                "还没有核实：" + unverified + "；照常计算期限，但不作为依据引用",
                                "由法制人员对照正式文本核实，在 renewal.seeds 的 rules/*.yaml 中改正并写明 SURE，见 docs/developer.md"));
        return lines;
    }

    private static Line line(String what, String well, Health health) {
        Map<String, Object> details = health.getDetails();
        if (health.getStatus().equals(Status.UP)) {
            return Line.green(what, well);
        }
        String problem = String.valueOf(details.get(Part.PROBLEM));
        String remedy = String.valueOf(details.getOrDefault(Part.REMEDY, "先使数据库恢复应答"));
        return health.getStatus().equals(Part.WARNING)
                ? Line.yellow(what, problem, remedy)
                : Line.red(what, problem, remedy);
    }
}
