package org.certrenewal.insight.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.certrenewal.StartCheck;
import org.certrenewal.Trial.Colour;
import org.certrenewal.Trial.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.convert.support.ConfigurableConversionService;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.env.MockEnvironment;

/** Looks at the parts of the health as {@code --renewal.check} does, before anything is made. */
class HealthTrialTest {

    private final MockEnvironment environment = new MockEnvironment();

    @TempDir
    private Path data;

    {
        environment.setConversionService(
                (ConfigurableConversionService) ApplicationConversionService.getSharedInstance());
    }

    @Test
    void should_say_of_disk_clock_holidays_and_articles_how_they_are() {
        environment.setProperty("renewal.data", data.toString());
        assertThat(lines())
                .contains(Line.green("磁盘空间", "数据文件夹 " + data + " 所在的磁盘空间足够"), Line.green("本机的时间", "与数据库服务器的时间一致"))
                .filteredOn(line -> line.what().equals("放假安排"))
                .hasSize(2);
        assertThat(lines())
                .filteredOn(line -> line.what().equals("法律条文"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.colour()).isEqualTo(Colour.YELLOW);
                    assertThat(line.found()).startsWith("还没有核实：").contains("term-years");
                });
        environment.setProperty("renewal.health.disk-free", "900000GB");
        assertThat(lines())
                .filteredOn(line -> line.what().equals("磁盘空间"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.colour()).isEqualTo(Colour.RED);
                    assertThat(line.remedy()).isPresent();
                });
    }

    private List<Line> lines() {
        return new HealthTrial()
                .lines(new StartCheck.Start(
                        environment,
                        new DefaultListableBeanFactory(),
                        true,
                        Optional.of(new DriverManagerDataSource("jdbc:h2:mem:health-trial"))));
    }
}
