package org.certrenewal.setup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certrenewal.CannotStart;
import org.certrenewal.StartCheck;

/** Looks whether there is a place for what the program writes, and a free port for it to listen at. */
final class PlaceCheck implements StartCheck {

    private static final int LAST_PORT = 65535;

    @Override
    public String subject() {
        return "数据文件夹和端口";
    }

    @Override
    public List<CannotStart> reasons(Start start) {
        List<CannotStart> reasons = new ArrayList<>();
        if (start.isProfile("demo")) {
            // Keeps its keys there, whatever the database.
            unwritable(start.setting("renewal.data")).ifPresent(reasons::add);
        }
        if (start.serving()) {
            port(start.setting("server.port"), start.setting("server.address")).ifPresent(reasons::add);
        }
        return reasons;
    }

    private static Optional<CannotStart> port(String setting, String address) {
        int port;
        try {
            port = Integer.parseInt(setting);
        } catch (NumberFormatException saidBySettingsCheck) {
            return Optional.empty();
        }
        if (port > LAST_PORT || port < -1) {
            return Optional.of(SettingProblems.outOfRange("server.port", setting, "1 到 65535 之间的端口"));
        }
        if (port <= 0) {
            return Optional.empty();
        }
        try (ServerSocket socket = new ServerSocket()) {
            InetAddress at = address.isEmpty() ? null : InetAddress.getByName(address);
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(at, port));
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of(SettingProblems.outOfRange("server.address", address, "本机的一个地址"));
        } catch (SecurityException | IOException e) {
            boolean taken = String.valueOf(e.getMessage()).contains("in use");
            return Optional.of(
                    taken
                            ? StartFailures.portInUse(port)
                            : new CannotStart(
                                    "不能在端口 " + port + " 上监听",
                                    "小于1024的端口需要相应的权限；核对 server.port 和 server.address（须是本机的地址）"));
        }
    }

    /** Says that nothing can be written into a folder; makes it if it isn't there. */
    static Optional<CannotStart> unwritable(String folder) {
        Path path;
        try {
            path = Path.of(folder);
            Files.createDirectories(path);
            Files.delete(Files.createTempFile(path, "start", ".tmp"));
            return Optional.empty();
        } catch (InvalidPathException | IOException e) {
            return Optional.of(new CannotStart("数据文件夹不能写入：" + folder, "检查它的权限、磁盘空间和挂载方式，或者用 --renewal.data=… 换一个文件夹"));
        }
    }
}
