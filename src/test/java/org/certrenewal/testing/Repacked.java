package org.certrenewal.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Saves an OFD file anew as other programs do: the same content in another container. */
public final class Repacked {

    private Repacked() {}

    /** How programs write containers. */
    public enum Way {
        DEFLATED,
        DEFLATED_IN_ANOTHER_ORDER,
        BARELY_DEFLATED,
        STORED,
        STORED_IN_ANOTHER_ORDER,
        WITH_FOLDERS,
        WITH_EXTRA_FIELDS_AND_COMMENTS
    }

    /** Reads a container with the JDK's reader. */
    public static Map<String, byte[]> entries(byte[] file) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    /** Packs with the JDK's writer, as it does by itself. */
    public static byte[] zip(Map<String, byte[]> entries) {
        return pack(entries, Way.DEFLATED);
    }

    /** Packs anew. */
    public static byte[] by(byte[] file, Way way) {
        return pack(entries(file), way);
    }

    private static byte[] pack(Map<String, byte[]> entries, Way way) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            List<String> names = new ArrayList<>(entries.keySet());
            if (way == Way.DEFLATED_IN_ANOTHER_ORDER || way == Way.STORED_IN_ANOTHER_ORDER) {
                Collections.reverse(names);
            }
            out.setLevel(way == Way.BARELY_DEFLATED ? 1 : 9);
            if (way == Way.WITH_FOLDERS) {
                for (String folder : List.of("Doc_0/", "Doc_0/Signs/")) {
                    out.putNextEntry(new ZipEntry(folder));
                }
            }
            if (way == Way.WITH_EXTRA_FIELDS_AND_COMMENTS) {
                out.setComment("saved by another reader");
            }
            for (String name : names) {
                ZipEntry entry = new ZipEntry(name);
                byte[] content = entries.get(name);
                entry.setTimeLocal(LocalDateTime.of(2026, 11, 2, 3, 4, 6));
                if (way == Way.STORED || way == Way.STORED_IN_ANOTHER_ORDER) {
                    CRC32 crc = new CRC32();
                    crc.update(content);
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(content.length);
                    entry.setCrc(crc.getValue());
                }
                if (way == Way.WITH_EXTRA_FIELDS_AND_COMMENTS) {
                    entry.setComment("page");
                    entry.setExtra(new byte[] {0x55, 0x44, 4, 0, 1, 2, 3, 4});
                }
                out.putNextEntry(entry);
                out.write(content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Finds where a text begins in a file; the last place. */
    public static int lastOf(byte[] file, String text) {
        return new String(file, StandardCharsets.ISO_8859_1)
                .lastIndexOf(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }
}
