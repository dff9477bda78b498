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
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The ZIP container of an OFD file, in the one form that this product writes: entries one after the other, UTF-8 names,
 * a fixed date, nothing between and nothing behind. The reader takes this form only. So a container has no byte that
 * could change without notice, and what a hostile file claims is refused before anything is unpacked.
 */
public final class OfdPackage {

    /** More than any certificate of ours; a file beyond it is refused unread. */
    public static final int MAX_FILE = 4 * 1024 * 1024;

    private static final int MAX_UNPACKED = 8 * 1024 * 1024;
    private static final int MAX_ENTRIES = 64;
    private static final int LOCAL = 0x04034B50;
    private static final int CENTRAL = 0x02014B50;
    private static final int END = 0x06054B50;
    private static final short VERSION = 20;
    private static final short UTF8 = 0x0800;
    private static final short DEFLATED = 8;
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
        ByteArrayOutputStream file = new ByteArrayOutputStream(128 * 1024);
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            byte[] name = entry.getKey().getBytes(StandardCharsets.UTF_8);
            byte[] packed = deflate(entry.getValue());
            CRC32 crc = new CRC32();
            crc.update(entry.getValue());
            int at = file.size();
            file.writeBytes(localHeader(name, (int) crc.getValue(), packed.length, entry.getValue().length));
            file.writeBytes(packed);
            directory.writeBytes(centralHeader(name, (int) crc.getValue(), packed.length, entry.getValue().length, at));
        }
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
        } catch (RuntimeException | DataFormatException | CharacterCodingException e) {
            throw new BadPackageException("The container is damaged");
        }
    }

    private static Map<String, byte[]> unpack(byte[] file)
            throws BadPackageException, DataFormatException, CharacterCodingException {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        long unpacked = 0;
        while (in.getInt(in.position()) == LOCAL) {
            int at = in.position();
            int crc = in.getInt(at + 14);
            int packed = in.getInt(at + 18);
            int size = in.getInt(at + 22);
            byte[] name = new byte[Short.toUnsignedInt(in.getShort(at + 26))];
            in.get(at + 30, name);
            unpacked += size;
            if (packed < 0 || size < 0 || unpacked > MAX_UNPACKED || entries.size() == MAX_ENTRIES) {
                throw new BadPackageException("The container claims too much");
            }
            byte[] header = localHeader(name, crc, packed, size);
            if (!Arrays.equals(header, 0, header.length, file, at, at + header.length)) {
                throw new BadPackageException("The container is of a foreign form");
            }
            int data = at + header.length;
            byte[] content = inflate(file, data, packed, size, crc);
            String path = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name))
                    .toString();
            if (entries.put(path, content) != null) {
                throw new BadPackageException("The container holds an entry twice");
            }
            directory.writeBytes(centralHeader(name, crc, packed, size, at));
            in.position(data + packed);
        }
        int at = in.position();
        int length = directory.size();
        directory.writeBytes(end(entries.size(), length, at));
        if (!Arrays.equals(directory.toByteArray(), Arrays.copyOfRange(file, at, file.length))) {
            throw new BadPackageException("The container's directory doesn't match its entries");
        }
        return entries;
    }

    private static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(content);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 2 + 64);
            byte[] buffer = new byte[16 * 1024];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflate(byte[] file, int at, int packed, int size, int expected)
            throws DataFormatException, BadPackageException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(file, at, packed);
            byte[] content = new byte[size];
            int read = 0;
            while (read < size && !inflater.finished() && !inflater.needsInput()) {
                read += inflater.inflate(content, read, size - read);
            }
            boolean ends = inflater.finished() || (inflater.inflate(new byte[1]) == 0 && inflater.finished());
            CRC32 crc = new CRC32();
            crc.update(content);
            if (read != size || !ends || inflater.getBytesRead() != packed || (int) crc.getValue() != expected) {
                throw new BadPackageException("An entry is damaged");
            }
            return content;
        } finally {
            inflater.end();
        }
    }

    private static byte[] localHeader(byte[] name, int crc, int packed, int size) {
        return buffer(30 + name.length)
                .putInt(LOCAL)
                .putShort(VERSION)
                .putShort(UTF8)
                .putShort(DEFLATED)
                .putShort((short) 0)
                .putShort(DATE)
                .putInt(crc)
                .putInt(packed)
                .putInt(size)
                .putShort((short) name.length)
                .putShort((short) 0)
                .put(name)
                .array();
    }

    private static byte[] centralHeader(byte[] name, int crc, int packed, int size, int at) {
        return buffer(46 + name.length)
                .putInt(CENTRAL)
                .putShort(VERSION)
                .putShort(VERSION)
                .putShort(UTF8)
                .putShort(DEFLATED)
                .putShort((short) 0)
                .putShort(DATE)
                .putInt(crc)
                .putInt(packed)
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
