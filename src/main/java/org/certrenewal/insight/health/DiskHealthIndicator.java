package org.certrenewal.insight.health;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Looks whether there is room on the disk for the embedded database and for uploads. */
@Component
class DiskHealthIndicator extends Part {

    private final Path data;
    private final DataSize least;

    DiskHealthIndicator(
            @Value("${renewal.data}") String data,
            @Value("${renewal.health.keep:PT5S}") Duration keep,
            @Value("${renewal.health.disk-free:500MB}") DataSize least) {
        super("disk", keep);
        this.data = Path.of(data);
        this.least = least;
    }

    @Override
    Health look() {
        File folder = data.toAbsolutePath().toFile();
        while (!folder.exists() && folder.getParentFile() != null) {
            folder = folder.getParentFile();
        }
        long free = folder.getUsableSpace();
        if (free >= least.toBytes()) {
            return up();
        }
        return down(
                "数据文件夹 " + data + " 所在的磁盘只剩" + DataSize.ofBytes(free).toMegabytes() + "MB",
                "清理旧日志和备份，或者扩大磁盘；空间用完后内嵌数据库不能写入，附件不能上传");
    }
}
