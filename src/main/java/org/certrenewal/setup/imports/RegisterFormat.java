package org.certrenewal.setup.imports;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.certrenewal.registry.imports.Fault;
import org.certrenewal.registry.imports.FileRefused;

/**
 * Says what a file is, by its content; its name doesn't count.
 *
 * @param kind workbook or CSV
 * @param charset of a CSV; null for a workbook
 * @param digest SHA-256 of the file, hexadecimal
 */
record RegisterFormat(Kind kind, Charset charset, String digest) {

    enum Kind {
        CSV,
        XLSX
    }

    private static final int PIECE = 64 * 1024;
    private static final Charset GB18030 = Charset.forName("GB18030");

    /**
     * Reads the file through once.
     *
     * @throws FileRefused if it is neither, or in no encoding that is read
     */
    static RegisterFormat of(RegisterFile file) throws IOException, FileRefused {
        byte[] head = head(file);
        if (begins(head, 'P', 'K', 3, 4)) {
            return new RegisterFormat(Kind.XLSX, null, digest(file));
        }
        Charset wide = begins(head, 0xFF, 0xFE)
                ? StandardCharsets.UTF_16LE
                : begins(head, 0xFE, 0xFF) ? StandardCharsets.UTF_16BE : null;
        for (int at = 0; wide == null && at < head.length; at++) {
            if (head[at] >= 0 && head[at] < ' ' && "\t\r\n\f".indexOf(head[at]) < 0) {
                throw new FileRefused(Fault.of(Fault.Kind.NOT_A_TABLE, 0));
            }
        }
        if (wide != null) {
            return checked(file, wide);
        }
        boolean marked = begins(head, 0xEF, 0xBB, 0xBF);
        try {
            return checked(file, StandardCharsets.UTF_8);
        } catch (FileRefused notUtf8) {
            if (marked) {
                throw notUtf8;
            }
            return checked(file, GB18030);
        }
    }

    private static byte[] head(RegisterFile file) throws IOException {
        try (InputStream in = file.open()) {
            return in.readNBytes(4096);
        }
    }

    private static boolean begins(byte[] head, int... with) {
        for (int at = 0; at < with.length; at++) {
            if (at >= head.length || (head[at] & 0xFF) != with[at]) {
                return false;
            }
        }
        return true;
    }

    private static RegisterFormat checked(RegisterFile file, Charset charset) throws IOException, FileRefused {
        MessageDigest digest = sha256();
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.allocate(PIECE);
        CharBuffer chars = CharBuffer.allocate(PIECE);
        int lines = 1;
        try (InputStream in = new BufferedInputStream(file.open(), PIECE)) {
            boolean end = false;
            while (!end) {
                int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                end = read < 0;
                if (!end) {
                    digest.update(bytes.array(), bytes.position(), read);
                    bytes.position(bytes.position() + read);
                }
                bytes.flip();
                CoderResult result;
                do {
                    result = decoder.decode(bytes, chars, end);
                    chars.flip();
                    while (chars.hasRemaining()) {
                        char one = chars.get();
                        if (one == 0) {
                            throw new FileRefused(Fault.of(Fault.Kind.NOT_A_TABLE, lines));
                        }
                        lines += one == '\n' ? 1 : 0;
                    }
                    chars.clear();
                } while (result.isOverflow());
                if (result.isError()) {
                    throw new FileRefused(Fault.of(Fault.Kind.UNREADABLE_ENCODING, lines));
                }
                bytes.compact();
            }
        }
        return new RegisterFormat(Kind.CSV, charset, HexFormat.of().formatHex(digest.digest()));
    }

    /** Returns the SHA-256 of a file. */
    static String digest(RegisterFile file) throws IOException {
        MessageDigest digest = sha256();
        byte[] piece = new byte[PIECE];
        try (InputStream in = file.open()) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                digest.update(piece, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
