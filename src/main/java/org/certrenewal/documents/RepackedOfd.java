package org.certrenewal.documents;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.certrenewal.documents.OfdPackage.BadPackageException;

/**
 * The ZIP container of an OFD file as any other program writes it: packed or not, in any order, with dates, extra
 * fields and folders of its own. Taken is only what every program unpacks alike: the directory and the entries say the
 * same, each name is there once, and no entry lies where the directory doesn't name it. Everything is done in memory
 * and bounded by the sizes that are claimed, which are verified.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE.TXT, chapter 4</a>
 */
public final class RepackedOfd {

    private static final int MAX_ENTRIES = 256;
    private static final int LOCAL = 0x04034B50;
    private static final int CENTRAL = 0x02014B50;
    private static final int END = 0x06054B50;
    private static final int END_LENGTH = 22;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int DESCRIPTOR = 0x0008;
    private static final int UTF8 = 0x0800;
    /** How well it is packed, a descriptor behind, the name's encoding; encryption and patches are none of ours. */
    private static final int KNOWN_FLAGS = 0x0006 | DESCRIPTOR | UTF8;
    /** With or without its mark, with short or long sizes. */
    private static final List<Integer> DESCRIPTORS = List.of(12, 16, 20, 24);
    /** Another name, which some programs prefer. */
    private static final int UNICODE_PATH = 0x7075;

    private static final int LONG_SIZE = 0xFFFFFFFF;

    private final byte[] file;
    private final ByteBuffer in;

    private RepackedOfd(byte[] file) {
        this.file = file;
        this.in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A file of the container. */
    private record Entry(String name, byte[] rawName, int flags, int method, int crc, int packed, int size, int at) {}

    /**
     * Unpacks a container; folders are left out.
     *
     * @return the files in the directory's order
     * @throws BadPackageException if it is damaged, ambiguous, or larger than any of ours
     */
    public static Map<String, byte[]> read(byte[] file) throws BadPackageException {
        if (file.length > OfdPackage.MAX_FILE) {
            throw new BadPackageException("The file is too large");
        }
        try {
            return new RepackedOfd(file).unpack();
        } catch (RuntimeException | CharacterCodingException | DataFormatException e) {
            throw new BadPackageException("The container is damaged");
        }
    }

    private Map<String, byte[]> unpack() throws BadPackageException, CharacterCodingException, DataFormatException {
        int end = end();
        int directory = in.getInt(end + 16);
        int count = Short.toUnsignedInt(in.getShort(end + 10));
        require(in.getInt(end + 4) == 0 && Short.toUnsignedInt(in.getShort(end + 8)) == count, "Several disks");
        require(directory >= 0 && directory + in.getInt(end + 12) == end && count <= MAX_ENTRIES, "No directory");
        List<Entry> entries = entries(directory, end, count);
        List<Entry> inOrder = new ArrayList<>(entries);
        inOrder.sort(Comparator.comparingInt(Entry::at));
        Map<Entry, byte[]> contents = new LinkedHashMap<>();
        long room = OfdPackage.MAX_FILE;
        int next = 0;
        for (int i = 0; i < inOrder.size(); i++) {
            Entry entry = inOrder.get(i);
            require(entry.at() == next, "Something lies between the entries");
            room -= entry.size();
            require(entry.size() >= 0 && entry.packed() >= 0 && room >= 0, "It claims too much");
            int data = data(entry);
            next = i + 1 == inOrder.size() ? directory : inOrder.get(i + 1).at();
            int behind = next - data - entry.packed();
            require(
                    behind == 0 || has(entry, DESCRIPTOR) && DESCRIPTORS.contains(behind),
                    "Something lies between the entries");
            contents.put(entry, content(entry, data));
        }
        require(next == directory, "No directory");
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (Entry entry : entries) {
            byte[] content = contents.get(entry);
            if (entry.name().endsWith("/")) {
                require(content.length == 0, "A folder with content");
            } else {
                require(files.put(entry.name(), content) == null, "An entry is there twice");
            }
        }
        return files;
    }

    /** Finds where the end record begins; the comment behind it may not look like another one. */
    private int end() throws BadPackageException {
        int found = -1;
        for (int at = file.length - END_LENGTH; at >= Math.max(0, file.length - END_LENGTH - 0xFFFF); at--) {
            if (in.getInt(at) == END) {
                require(found < 0, "Two ends");
                found = at;
                if (Short.toUnsignedInt(in.getShort(at + 20)) == file.length - at - END_LENGTH) {
                    break;
                }
            }
        }
        require(
                found >= 0 && Short.toUnsignedInt(in.getShort(found + 20)) == file.length - found - END_LENGTH,
                "No end");
        return found;
    }

    private List<Entry> entries(int directory, int end, int count)
            throws BadPackageException, CharacterCodingException {
        List<Entry> entries = new ArrayList<>();
        int at = directory;
        while (at < end) {
            require(in.getInt(at) == CENTRAL && entries.size() < count, "No directory");
            int flags = Short.toUnsignedInt(in.getShort(at + 8));
            int method = Short.toUnsignedInt(in.getShort(at + 10));
            byte[] name = bytes(at + 46, Short.toUnsignedInt(in.getShort(at + 28)));
            int extra = Short.toUnsignedInt(in.getShort(at + 30));
            require((flags & ~KNOWN_FLAGS) == 0 && (method == STORED || method == DEFLATED), "Packed otherwise");
            require(in.getShort(at + 34) == 0, "Several disks");
            refuseOtherNames(at + 46 + name.length, extra);
            entries.add(new Entry(
                    name(name, flags),
                    name,
                    flags,
                    method,
                    in.getInt(at + 16),
                    in.getInt(at + 20),
                    in.getInt(at + 24),
                    in.getInt(at + 42)));
            at += 46 + name.length + extra + Short.toUnsignedInt(in.getShort(at + 32));
        }
        require(at == end && entries.size() == count, "No directory");
        return entries;
    }

    /** Compares what stands before an entry with what the directory says, and returns where its data begin. */
    private int data(Entry entry) throws BadPackageException {
        int at = entry.at();
        require(
                in.getInt(at) == LOCAL
                        && Short.toUnsignedInt(in.getShort(at + 6)) == entry.flags()
                        && Short.toUnsignedInt(in.getShort(at + 8)) == entry.method()
                        && Arrays.equals(bytes(at + 30, Short.toUnsignedInt(in.getShort(at + 26))), entry.rawName()),
                "Entry and directory differ");
        if (!has(entry, DESCRIPTOR)) {
            require(
                    in.getInt(at + 14) == entry.crc()
                            && sameSize(in.getInt(at + 18), entry.packed())
                            && sameSize(in.getInt(at + 22), entry.size()),
                    "Entry and directory differ");
        }
        int extra = Short.toUnsignedInt(in.getShort(at + 28));
        refuseOtherNames(at + 30 + entry.rawName().length, extra);
        return at + 30 + entry.rawName().length + extra;
    }

    private static boolean sameSize(int local, int central) {
        return local == central || local == LONG_SIZE;
    }

    private byte[] content(Entry entry, int data) throws BadPackageException, DataFormatException {
        byte[] content;
        if (entry.method() == STORED) {
            require(entry.packed() == entry.size(), "Entry and directory differ");
            content = bytes(data, entry.size());
        } else {
            content = new byte[entry.size()];
            Inflater inflater = new Inflater(true);
            try {
                inflater.setInput(file, data, entry.packed());
                int done = 0;
                while (done < content.length) {
                    int more = inflater.inflate(content, done, content.length - done);
                    require(more > 0, "An entry is damaged");
                    done += more;
                }
                // The last block may still have to be closed; anything more is more than was claimed.
                require(
                        inflater.inflate(new byte[1]) == 0 && inflater.finished() && inflater.getRemaining() == 0,
                        "An entry is damaged");
            } finally {
                inflater.end();
            }
        }
        CRC32 crc = new CRC32();
        crc.update(content);
        require((int) crc.getValue() == entry.crc(), "An entry is damaged");
        return content;
    }

    private void refuseOtherNames(int from, int length) throws BadPackageException {
        int at = from;
        while (at + 4 <= from + length) {
            require(Short.toUnsignedInt(in.getShort(at)) != UNICODE_PATH, "An entry with two names");
            at += 4 + Short.toUnsignedInt(in.getShort(at + 2));
        }
    }

    private static String name(byte[] name, int flags) throws BadPackageException, CharacterCodingException {
        for (byte one : name) {
            require(one > 0 || one < 0 && (flags & UTF8) != 0, "A name in another encoding");
        }
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
    }

    private byte[] bytes(int from, int length) {
        byte[] bytes = new byte[length];
        in.get(from, bytes);
        return bytes;
    }

    private static boolean has(Entry entry, int flag) {
        return (entry.flags() & flag) != 0;
    }

    private static void require(boolean condition, String otherwise) throws BadPackageException {
        if (!condition) {
            throw new BadPackageException(otherwise);
        }
    }
}
