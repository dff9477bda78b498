package org.certrenewal.setup;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import org.certrenewal.CannotStart;

/** Says in a sentence why a database can't be worked with at the start: by SQLState, and H2 by its own codes. */
final class DatabaseProblems {

    private static final int H2_LOCKED = 90020;
    private static final int H2_WRONG_PASSWORD = 28000;
    private static final int H2_RELATIVE = 90011;
    private static final int H2_BROKEN = 90030;
    private static final int H2_NOT_THERE = 90146;
    private static final int H2_IO = 90028;
    private static final int H2_IO_TWO = 90031;

    private DatabaseProblems() {}

    /** Returns the sentence for the first cause that is the database's. */
    static Optional<CannotStart> in(Throwable failure, String url) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return Optional.of(sentence(sql, url));
            }
        }
        return Optional.empty();
    }

    /**
     * Says it.
     *
     * @param url the database's address; what may be secret in it isn't shown
     */
    static CannotStart sentence(SQLException failure, String url) {
        String at = url.isEmpty() ? "" : "（" + shown(url) + "）";
        if (url.startsWith("jdbc:h2:")) {
            return h2(failure, at);
        }
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.startsWith("28")) {
            return new CannotStart(
                    "数据库不接受用户名或者密码" + at,
                    "核对 spring.datasource.username 和 spring.datasource.password，以及数据库服务器的 pg_hba.conf 是否允许本机登录");
        }
        if (state.equals("3D000")) {
            return new CannotStart("数据库服务器上没有这个数据库" + at, "先在服务器上 create database，或者改正 spring.datasource.url 里的库名");
        }
        if (state.equals("53300")) {
            return new CannotStart(
                    "数据库的连接已经用完，不再接受新的连接" + at,
                    "停止占用连接的其他程序，调大数据库的 max_connections，或者调小各节点的 spring.datasource.hikari.maximum-pool-size");
        }
        if (state.equals("42501")) {
            return new CannotStart("数据库用户没有足够的权限" + at, "给 spring.datasource.username 的用户在该库建表和读写的权限，例如让它成为库的所有者");
        }
        if (state.equals("57P03")) {
            return new CannotStart("数据库服务器正在启动或者恢复，还不能连接" + at, "等它启动完成后重新启动本程序");
        }
        if (state.startsWith("08")) {
            return has(failure, UnknownHostException.class)
                    ? new CannotStart("找不到数据库服务器的主机" + at, "改正 spring.datasource.url 里的主机名，或者检查域名解析")
                    : new CannotStart("连接不上数据库服务器" + at, "检查数据库是否已经启动、主机和端口是否正确（spring.datasource.url）、网络和防火墙是否放行");
        }
        return new CannotStart(
                "数据库不能使用" + at + "：SQLState " + state, "查看数据库服务器的日志，核对 spring.datasource.url、username、password");
    }

    private static CannotStart h2(SQLException failure, String at) {
        return switch (failure.getErrorCode()) {
            case H2_LOCKED -> new CannotStart("数据库文件正被另一个程序使用，可能本程序已经启动" + at, "停止另一个程序，或者用 --renewal.data=… 换一个数据文件夹");
            case H2_WRONG_PASSWORD ->
                new CannotStart(
                        "内嵌数据库不接受用户名或者密码" + at,
                        "用建立它时的 spring.datasource.username 和 spring.datasource.password，或者用 --renewal.data=… 换一个数据文件夹");
            case H2_RELATIVE ->
                new CannotStart("内嵌数据库的文件夹写得不明确" + at, "renewal.data 写成绝对路径，或者以 ./ 开头，例如 --renewal.data=./data");
            case H2_BROKEN -> new CannotStart("内嵌数据库的文件已损坏，或者不是本程序的数据库" + at, "从备份恢复该文件，或者用 --renewal.data=… 换一个数据文件夹");
            case H2_NOT_THERE -> new CannotStart("没有这个内嵌数据库" + at, "改正 spring.datasource.url");
            case H2_IO, H2_IO_TWO ->
                new CannotStart("内嵌数据库的文件不能读写" + at, "检查文件夹的权限和磁盘空间，或者用 --renewal.data=… 换一个数据文件夹");
            default ->
                new CannotStart(
                        "内嵌数据库打不开" + at + "：H2 错误 " + failure.getErrorCode(),
                        "检查 spring.datasource.url 和数据文件夹；必要时从备份恢复");
        };
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Leaves out what stands behind the address, where a password may be, and who is named in front of the host. */
    static String shown(String url) {
        return url.replaceFirst("[?;].*$", "").replaceFirst("//[^/@]*@", "//");
    }
}
