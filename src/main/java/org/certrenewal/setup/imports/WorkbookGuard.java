package org.certrenewal.setup.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.certrenewal.registry.imports.Fault;
import org.certrenewal.registry.imports.FileRefused;

/**
 * Unpacks a workbook once without keeping anything, before it is read: what would fill the memory isn't opened. A
 * spreadsheet's cell has at most 32,767 characters, and its parts declare no types of documents.
 */
final class WorkbookGuard {

    /** The parts of half a million lines take some 700 MB. */
    private static final long MOST_BYTES = 1500L * 1024 * 1024;

    private static final long MOST_SHARED = 400L * 1024 * 1024;
    private static final int MOST_ENTRIES = 2000;
    private static final int LONGEST_TEXT = 256 * 1024;
    private static final byte[] DOCTYPE = "<!DOCTYPE".getBytes(StandardCharsets.US_ASCII);

    private WorkbookGuard() {}

    /**
     * Looks through it.
     *
     * @throws FileRefused if it is broken or unpacks to more than is read
     */
    static void check(RegisterFile file) throws FileRefused {
        long all = 0;
        int entries = 0;
        byte[] piece = new byte[64 * 1024];
        try (SeekableByteChannel channel = file.channel();
                ZipFile zip = ZipFile.builder().setSeekableByteChannel(channel).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                if (++entries > MOST_ENTRIES) {
                    throw broken();
                }
                long most = entry.getName().endsWith("sharedStrings.xml") ? MOST_SHARED : MOST_BYTES;
                long bytes = 0;
                int run = 0;
                int matched = 0;
                try (InputStream in = zip.getInputStream(entry)) {
                    for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                        bytes += read;
                        all += read;
                        if (bytes > most || all > MOST_BYTES) {
                            throw broken();
                        }
                        for (int at = 0; at < read; at++) {
                            run = piece[at] == '<' ? 0 : run + 1;
                            matched = piece[at] == DOCTYPE[matched] ? matched + 1 : piece[at] == DOCTYPE[0] ? 1 : 0;
                            if (matched == DOCTYPE.length || run > LONGEST_TEXT && isText(entry)) {
                                throw broken();
                            }
                        }
                    }
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw broken();
        }
        if (entries == 0) {
            throw broken();
        }
    }

    private static boolean isText(ZipArchiveEntry entry) {
        return entry.getName().endsWith(".xml") || entry.getName().endsWith(".rels");
    }

    static FileRefused broken() {
        return new FileRefused(Fault.of(Fault.Kind.BROKEN_WORKBOOK, 0));
    }
}
