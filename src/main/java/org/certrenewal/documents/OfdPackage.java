package org.certrenewal.documents;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The ZIP container of an OFD file, in the one form that this product writes: entries one after the other, UTF-8 names,
 * a fixed date, nothing between and nothing behind. The reader takes this form only. So a container has no byte that
 * could change without notice, and what a hostile file claims is refused before anything is unpacked.
 */
public final class OfdPackage {

    /** More than any certificate of ours; a file beyond it is refused unread. */
    public static final int MAX_FILE = 4 * 1024 * 1024;

    private static final int MAX_ENTRIES = 64;
    private static final int LOCAL = 0x04034B50;
    private static final int CENTRAL = 0x02014B50;
    private static final int END = 0x06054B50;
    private static final short VERSION = 10;
    private static final short UTF8 = 0x0800;
    private static final short STORED = 0;
    /** 1 January 1980, the earliest that ZIP knows. */
    private static final short DATE = 0x21;

    private OfdPackage() {}

    /** Says why a file is no container of ours. */
    public static final class BadPackageException extends Exception {

        private static final long serialVersionUID = 1L;

        BadPackageException(String message) {
            super(message);
        }
    }

    /** Packs the entries in their order; names without leading slash. */
    public static byte[] write(Map<String, byte[]> entries) {
        ByteArrayOutputStream file = new ByteArrayOutputStream(512 * 1024);
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        entries.forEach((path, content) -> {
            byte[] name = path.getBytes(StandardCharsets.UTF_8);
            int crc = crc(content, 0, content.length);
            directory.writeBytes(centralHeader(name, crc, content.length, file.size()));
            file.writeBytes(localHeader(name, crc, content.length));
            file.writeBytes(content);
        });
        int at = file.size();
        file.writeBytes(directory.toByteArray());
        file.writeBytes(end(entries.size(), directory.size(), at));
        return file.toByteArray();
    }

    /**
     * Unpacks a container.
     *
     * @throws BadPackageException if it is not one of ours, is damaged or claims too much
     */
    public static Map<String, byte[]> read(byte[] file) throws BadPackageException {
        if (file.length > MAX_FILE) {
            throw new BadPackageException("The file is too large");
        }
        try {
            return unpack(file);
        } catch (RuntimeException | CharacterCodingException e) {
            throw new BadPackageException("The container is damaged");
        }
    }

    private static Map<String, byte[]> unpack(byte[] file) throws BadPackageException, CharacterCodingException {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        while (in.getInt(in.position()) == LOCAL) {
            int at = in.position();
            int crc = in.getInt(at + 14);
            int size = in.getInt(at + 22);
            byte[] name = new byte[Short.toUnsignedInt(in.getShort(at + 26))];
            in.get(at + 30, name);
            byte[] header = localHeader(name, crc, size);
            if (entries.size() == MAX_ENTRIES
                    || !Arrays.equals(header, 0, header.length, file, at, at + header.length)) {
                throw new BadPackageException("The container is of a foreign form");
            }
            int data = at + header.length;
            in.position(data + size);
            String path = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name))
                    .toString();
            if (size < 0
                    || crc(file, data, size) != crc
                    || entries.put(path, Arrays.copyOfRange(file, data, data + size)) != null) {
                throw new BadPackageException("An entry is damaged or there twice");
            }
            directory.writeBytes(centralHeader(name, crc, size, at));
        }
        int at = in.position();
        int length = directory.size();
        directory.writeBytes(end(entries.size(), length, at));
        if (!Arrays.equals(directory.toByteArray(), Arrays.copyOfRange(file, at, file.length))) {
            throw new BadPackageException("The container's directory doesn't match its entries");
        }
        return entries;
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    private static byte[] localHeader(byte[] name, int crc, int size) {
        return buffer(30 + name.length)
                .putInt(LOCAL)
                .putShort(VERSION)
                .putShort(UTF8)
                .putShort(STORED)
                .putShort((short) 0)
                .putShort(DATE)
                .putInt(crc)
                .putInt(size)
                .putInt(size)
                .putShort((short) name.length)
                .putShort((short) 0)
                .put(name)
                .array();
    }

    private static byte[] centralHeader(byte[] name, int crc, int size, int at) {
        return buffer(46 + name.length)
                .putInt(CENTRAL)
                .putShort(VERSION)
                .putShort(VERSION)
                .putShort(UTF8)
                .putShort(STORED)
                .putShort((short) 0)
                .putShort(DATE)
                .putInt(crc)
                .putInt(size)
                .putInt(size)
                .putShort((short) name.length)
                .put(new byte[12])
                .putInt(at)
                .put(name)
                .array();
    }

    private static byte[] end(int entries, int length, int at) {
        return buffer(22)
                .putInt(END)
                .putInt(0)
                .putShort((short) entries)
                .putShort((short) entries)
                .putInt(length)
                .putInt(at)
                .putShort((short) 0)
                .array();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
