package org.certrenewal.seeds;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.stream.Stream;

/**
 * Opens the files of a folder of seeds: one beside the program, where an operator edits it, or the one that the program
 * brings along.
 */
public abstract class SeedFolder {

    private static final String PACKAGED = "seeds/";

    private SeedFolder() {}

    /** Returns the seeds that are packaged with the program. */
    public static SeedFolder packaged() {
        return new Packaged();
    }

    /**
     * Returns the seeds in a folder of the file system.
     *
     * @param folder the folder that takes the place of {@code seeds/}
     */
    public static SeedFolder at(Path folder) {
        return new OnDisk(folder);
    }

    /**
     * Returns the packaged seeds with an operator's folder laid over them: a file there takes the place of the packaged
     * one of the same name, and a further file joins its folder.
     */
    public static SeedFolder over(Path folder) {
        return new Over(new OnDisk(folder), new Packaged());
    }

    /**
     * Reads one file.
     *
     * @param name path inside the folder, such as {@code places.yaml}
     * @throws SeedException if there is no such file, or it isn't YAML
     */
    public final SeedNode file(String name) {
        try {
            return SeedNode.parse(display(name), text(name));
        } catch (CharacterCodingException wrongEncoding) {
            throw new SeedException(display(name), 0, "isn't written in UTF-8");
        } catch (IOException missing) {
            throw new SeedException(display(name), 0, "can't be read (" + missing.getMessage() + ")");
        }
    }

    /**
     * Reads every YAML file that lies directly in a folder, in the order of their names.
     *
     * @param folder path inside the seeds, such as {@code holidays}
     * @throws SeedException if there is none, or one isn't YAML
     */
    public final List<SeedNode> filesIn(String folder) {
        List<String> names;
        try {
            names = namesIn(folder).stream()
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new SeedException(display(folder), 0, "can't be read (" + unreadable.getMessage() + ")");
        }
        if (names.isEmpty()) {
            throw new SeedException(display(folder), 0, "the folder holds no .yaml file");
        }
        return names.stream().map(name -> file(folder + "/" + name)).toList();
    }

    abstract String display(String name);

    abstract String text(String name) throws IOException;

    abstract List<String> namesIn(String folder) throws IOException;

    private static final class OnDisk extends SeedFolder {

        private final Path folder;

        private OnDisk(Path folder) {
            this.folder = folder;
        }

        @Override
        String display(String name) {
            return folder.resolve(name).toString();
        }

        @Override
        String text(String name) throws IOException {
            Path file = folder.resolve(name);
            if (!Files.isRegularFile(file)) {
                throw new IOException("no such file");
            }
            return Files.readString(file);
        }

        @Override
        List<String> namesIn(String name) throws IOException {
            Path directory = folder.resolve(name);
            if (!Files.isDirectory(directory)) {
                return List.of();
            }
            try (Stream<Path> files = Files.list(directory)) {
                return files.filter(Files::isRegularFile)
                        .map(file -> file.getFileName().toString())
                        .toList();
            }
        }
    }

    private static final class Over extends SeedFolder {

        private final OnDisk upper;
        private final SeedFolder lower;

        private Over(OnDisk upper, SeedFolder lower) {
            this.upper = upper;
            this.lower = lower;
        }

        @Override
        String display(String name) {
            return at(name).display(name);
        }

        @Override
        String text(String name) throws IOException {
            return at(name).text(name);
        }

        @Override
        List<String> namesIn(String name) throws IOException {
            return Stream.concat(upper.namesIn(name).stream(), lower.namesIn(name).stream())
                    .distinct()
                    .toList();
        }

        private SeedFolder at(String name) {
            return Files.exists(upper.folder.resolve(name)) ? upper : lower;
        }
    }

    private static final class Packaged extends SeedFolder {

        @Override
        String display(String name) {
            return PACKAGED + name;
        }

        @Override
        String text(String name) throws IOException {
            try (InputStream stream = SeedFolder.class.getClassLoader().getResourceAsStream(PACKAGED + name)) {
                if (stream == null) {
                    throw new IOException("no such file");
                }
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(stream.readAllBytes()))
                        .toString();
            }
        }

        /** Lists by the protocol of the place: classes lie in a folder while developing, in a jar when installed. */
        @Override
        List<String> namesIn(String folder) throws IOException {
            String prefix = PACKAGED + folder + "/";
            URL url = SeedFolder.class.getClassLoader().getResource(prefix);
            if (url == null) {
                return List.of();
            }
            if ("file".equals(url.getProtocol())) {
                return new OnDisk(Path.of(URI.create(url.toString()))).namesIn("");
            }
            if (url.openConnection() instanceof JarURLConnection jar) {
                return jar.getJarFile().stream()
                        .map(JarEntry::getName)
                        .filter(name -> name.startsWith(prefix))
                        .map(name -> name.substring(prefix.length()))
                        .filter(name -> !name.isEmpty() && name.indexOf('/') < 0)
                        .toList();
            }
            throw new UncheckedIOException(new IOException("unknown kind of place: " + url));
        }
    }
}
