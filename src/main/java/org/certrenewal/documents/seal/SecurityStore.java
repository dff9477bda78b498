package org.certrenewal.documents.seal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The document security store (ISO 32000-2 12.8.4.3): what the authorities say about the certificates of a seal,
 * appended to the sealed file, which makes it PAdES B-LT (ETSI EN 319 142-1 5.4). It is written in one form only, and
 * read by writing it again: whatever else stands behind a sealed file isn't ours.
 */
final class SecurityStore {

    /** Certificates, lists and answers together; ours have less than ten. */
    private static final int MOST_PARTS = 64;

    private static final Pattern ROOT = Pattern.compile("/Root (\\d{1,7}) 0 R\n");
    private static final Pattern INFO = Pattern.compile("/Info \\d{1,7} 0 R\n");
    private static final Pattern ID = Pattern.compile("/ID \\[<[0-9A-F]+> <[0-9A-F]+>]\n");
    private static final Pattern SIZE = Pattern.compile("/Size (\\d{1,7})\n");
    private static final Pattern START = Pattern.compile("startxref\n(\\d{1,10})\n%%EOF\n");
    private static final Pattern STORE = Pattern.compile("\\d{1,7} 0 obj\n<<\n/Type /DSS\n(?:/Certs \\[([0-9R ]*)]\n)?"
            + "(?:/CRLs \\[([0-9R ]*)]\n)?(?:/OCSPs \\[([0-9R ]*)]\n)?>>\nendobj\n");
    private static final Pattern STREAM =
            Pattern.compile("\\d{1,7} 0 obj\n<<\n/Length (\\d{1,7})\n>>\nstream\n", Pattern.DOTALL);
    private static final String STREAM_END = "\nendstream\nendobj\n";

    private SecurityStore() {}

    /**
     * What lies in a store.
     *
     * @param certificates DER
     * @param crls DER (RFC 5280)
     * @param ocsps DER of OCSP responses (RFC 6960)
     */
    record Parts(List<byte[]> certificates, List<byte[]> crls, List<byte[]> ocsps) {}

    /**
     * Appends a store to a sealed file.
     *
     * @throws IOException if the file isn't one that {@link PdfSeal} made
     */
    static byte[] append(byte[] sealed, Parts parts) throws IOException {
        String text = new String(sealed, StandardCharsets.ISO_8859_1);
        String end = text.substring(Math.max(0, text.lastIndexOf("\ntrailer\n")));
        int root = Integer.parseInt(find(ROOT, end, 1));
        int first = Integer.parseInt(find(SIZE, end, 1));
        ByteArrayOutputStream out = new ByteArrayOutputStream(sealed.length + 32 * 1024);
        out.write(sealed);
        List<Integer> offsets = new ArrayList<>();
        int catalog = out.size();
        write(out, catalog(text, root, first));
        List<byte[]> all = new ArrayList<>(parts.certificates());
        all.addAll(parts.crls());
        all.addAll(parts.ocsps());
        offsets.add(out.size());
        StringBuilder store = new StringBuilder(first + " 0 obj\n<<\n/Type /DSS\n");
        int next = first + 1;
        next = references(store, "Certs", next, parts.certificates().size());
        next = references(store, "CRLs", next, parts.crls().size());
        references(store, "OCSPs", next, parts.ocsps().size());
        write(out, store + ">>\nendobj\n");
        for (int i = 0; i < all.size(); i++) {
            offsets.add(out.size());
            write(out, first + 1 + i + " 0 obj\n<<\n/Length " + all.get(i).length + "\n>>\nstream\n");
            out.write(all.get(i));
            write(out, STREAM_END);
        }
        int table = out.size();
        write(out, "xref\n" + root + " 1\n" + entry(catalog) + first + " " + offsets.size() + "\n");
        for (int offset : offsets) {
            write(out, entry(offset));
        }
        write(
                out,
                "trailer\n<<\n/Root " + root + " 0 R\n" + find(INFO, end, 0) + find(ID, end, 0) + "/Size "
                        + (first + offsets.size()) + "\n/Prev " + find(START, end, 1) + "\n>>\nstartxref\n" + table
                        + "\n%%EOF\n");
        return out.toByteArray();
    }

    /**
     * Reads the store that was appended.
     *
     * @param length of the sealed file before it
     * @throws IOException if what stands there isn't a store in its one form
     */
    static Parts read(byte[] pdf, int length) throws IOException {
        byte[] sealed = Arrays.copyOf(pdf, length);
        String rest = new String(pdf, length, pdf.length - length, StandardCharsets.ISO_8859_1);
        Matcher store = STORE.matcher(rest);
        if (!store.find()) {
            throw new IOException("No security store");
        }
        int at = store.end();
        List<List<byte[]>> kinds = new ArrayList<>();
        for (int kind = 1; kind <= 3; kind++) {
            int count = store.group(kind) == null ? 0 : store.group(kind).split("R", -1).length - 1;
            List<byte[]> parts = new ArrayList<>();
            for (int i = 0; i < Math.min(count, MOST_PARTS); i++) {
                Matcher stream = STREAM.matcher(rest).region(at, rest.length());
                if (!stream.lookingAt()) {
                    throw new IOException("No stream");
                }
                int from = length + stream.end();
                int to = from + Integer.parseInt(stream.group(1));
                if (to > pdf.length) {
                    throw new IOException("The stream is too short");
                }
                parts.add(Arrays.copyOfRange(pdf, from, to));
                at = to - length + STREAM_END.length();
                if (at > rest.length()) {
                    throw new IOException("The stream is too short");
                }
            }
            kinds.add(List.copyOf(parts));
        }
        Parts parts = new Parts(kinds.get(0), kinds.get(1), kinds.get(2));
        if (!Arrays.equals(append(sealed, parts), pdf)) {
            throw new IOException("The security store isn't in its one form");
        }
        return parts;
    }

    /** Returns the catalog as it stands in the sealed file, with the store added. */
    private static String catalog(String text, int root, int store) throws IOException {
        String begin = "\n" + root + " 0 obj\n";
        int from = text.lastIndexOf(begin) + 1;
        int to = text.indexOf("\n>>\nendobj\n", from);
        if (from == 0 || to < 0) {
            throw new IOException("The catalog isn't found");
        }
        return text.substring(from, to) + "\n/DSS " + store + " 0 R\n>>\nendobj\n";
    }

    private static int references(StringBuilder out, String name, int first, int count) {
        if (count == 0) {
            return first;
        }
        out.append('/').append(name).append(" [");
        for (int i = 0; i < count; i++) {
            out.append(i == 0 ? "" : " ").append(first + i).append(" 0 R");
        }
        out.append("]\n");
        return first + count;
    }

    private static String entry(int offset) {
        return "%010d 00000 n\r\n".formatted(offset);
    }

    private static String find(Pattern pattern, String text, int group) throws IOException {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IOException("The end of the sealed file isn't of the form");
        }
        return found.group(group);
    }

    private static void write(ByteArrayOutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
