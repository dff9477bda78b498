package org.certrenewal.setup.imports;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.certrenewal.documents.PhotoIntake;
import org.certrenewal.registry.imports.Entry;
import org.certrenewal.registry.imports.Fault;
import org.certrenewal.registry.imports.FileRefused;
import org.certrenewal.typed.Codes;

/**
 * Finds the photos of holders in a folder or a ZIP: by the name that the register's column says, by the certificate's
 * number, or by the holder's identity number. Names are compared without folders, in their plain forms; nothing is ever
 * unpacked to a disk.
 */
final class PhotoFiles implements Closeable {

    private static final int MOST_IN_ZIP = 50_000;
    private static final int LONGEST_NAME = 255;
    private static final List<String> ENDINGS = List.of("", ".JPG", ".JPEG", ".PNG");

    private final Map<String, Integer> places = new HashMap<>();
    private final List<Opening> files = new ArrayList<>();
    private final BitSet used = new BitSet();
    private Closeable source = () -> {};

    private interface Opening {
        InputStream open() throws IOException;
    }

    private PhotoFiles() {}

    /** Opens a folder; its own folders aren't looked into. */
    static PhotoFiles in(Path folder) throws IOException {
        PhotoFiles photos = new PhotoFiles();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path one : all) {
                if (Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS)) {
                    photos.put(Set.of(one.getFileName().toString()), () -> Files.newInputStream(one));
                }
            }
        }
        return photos;
    }

    /**
     * Opens a ZIP.
     *
     * @throws FileRefused if it is broken or holds too many files
     */
    static PhotoFiles of(RegisterFile zip) throws FileRefused {
        PhotoFiles photos = new PhotoFiles();
        try {
            SeekableByteChannel channel = zip.channel();
            // Taken byte by byte, and read below: what Windows packs says nothing of its encoding.
            ZipFile file = ZipFile.builder()
                    .setSeekableByteChannel(channel)
                    .setCharset(StandardCharsets.ISO_8859_1)
                    .setUseUnicodeExtraFields(false)
                    .get();
            photos.source = () -> {
                file.close();
                channel.close();
            };
            int count = 0;
            for (var entries = file.getEntries(); entries.hasMoreElements(); ) {
                ZipArchiveEntry entry = entries.nextElement();
                if (++count > MOST_IN_ZIP) {
                    throw new IOException("too many");
                }
                if (!entry.isDirectory() && !entry.isUnixSymlink() && file.canReadEntryData(entry)) {
                    photos.put(names(entry), () -> file.getInputStream(entry));
                }
            }
            return photos;
        } catch (IOException | RuntimeException broken) {
            throw new FileRefused(Fault.of(Fault.Kind.BROKEN_PHOTOS, 0));
        }
    }

    /** What doesn't say its encoding may be read in either; of the two, the wrong one names nothing that is sought. */
    private static Set<String> names(ZipArchiveEntry entry) {
        Set<String> names = new LinkedHashSet<>();
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))) {
            try {
                String name = charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(entry.getRawName()))
                        .toString();
                names.add(name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1));
            } catch (CharacterCodingException another) {
                // The next one.
            }
        }
        return names;
    }

    private void put(Set<String> names, Opening opening) {
        names.stream()
                .filter(name -> !name.isEmpty() && name.length() <= LONGEST_NAME)
                .forEach(name -> places.putIfAbsent(plain(name), files.size()));
        files.add(opening);
    }

    private static String plain(String name) {
        return Codes.plain(name).toUpperCase(Locale.ROOT);
    }

    /** Returns the file for a line, at most as long as one that is taken, and a byte more; empty if there is none. */
    Optional<byte[]> find(Entry entry) throws IOException {
        List<String> names = new ArrayList<>();
        if (entry.photo() != null) {
            names.add(plain(entry.photo()));
        }
        names.add(entry.number().value());
        if (entry.holder() != null) {
            names.add(entry.holder().value());
        }
        for (String name : names) {
            for (String ending : ENDINGS) {
                Integer place = places.get(name + ending);
                if (place != null) {
                    used.set(place);
                    try (InputStream in = files.get(place).open()) {
                        return Optional.of(in.readNBytes(PhotoIntake.MAX_FILE + 1));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Returns how many nobody has asked for. */
    int unused() {
        return files.size() - used.cardinality();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
