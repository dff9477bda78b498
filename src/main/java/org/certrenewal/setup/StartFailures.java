package org.certrenewal.setup;

import java.sql.SQLException;
import org.certrenewal.CannotStart;
import org.certrenewal.seeds.SeedException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;

/** Says in a plain sentence why the program can't start. */
final class StartFailures implements FailureAnalyzer {

    /** H2: another process has the file open. */
    private static final int DATABASE_IN_USE = 90020;

    @Override
    public FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            FailureAnalysis analysis = analyzeOne(cause);
            if (analysis != null) {
                return analysis;
            }
        }
        return null;
    }

    private static FailureAnalysis analyzeOne(Throwable cause) {
        if (cause instanceof CannotStart reason) {
            return new FailureAnalysis(reason.getMessage(), reason.remedy(), reason);
        }
        if (cause instanceof PortInUseException port) {
            return new FailureAnalysis(
                    "端口 " + port.getPort() + " 已被占用，可能本程序已经启动", "停止占用端口的程序，或者用 --server.port=… 换一个端口", port);
        }
        if (cause instanceof SeedException seed) {
            return new FailureAnalysis("数据文件有误：" + seed.getMessage(), "改正该文件后重新启动", seed);
        }
        if (cause instanceof SQLException sql && sql.getErrorCode() == DATABASE_IN_USE) {
            return new FailureAnalysis("数据库文件正被另一个程序使用，可能本程序已经启动", "停止另一个程序，或者用 --renewal.data=… 换一个数据文件夹", sql);
        }
        return null;
    }
}
