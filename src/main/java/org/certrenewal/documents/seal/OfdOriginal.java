package org.certrenewal.documents.seal;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.documents.OfdPackage;
import org.certrenewal.documents.RepackedOfd;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Puts an OFD file back as it was sealed, when another program has saved it anew: the container isn't sealed, the files
 * in it are, each by its digest, and the signature names them in the order in which they were packed. So what comes out
 * is, byte for byte, the file that was issued, provided that nothing in it was changed.
 */
final class OfdOriginal {

    /** The largest signature that is parsed. */
    private static final int MAX_PARSED = 256 * 1024;

    private OfdOriginal() {}

    /**
     * Puts it back.
     *
     * @return the file in our container; empty if it already is, has no seal where ours is, or can't be unpacked
     */
    static Optional<byte[]> of(byte[] file) {
        try {
            Map<String, byte[]> entries = RepackedOfd.read(file);
            byte[] signature = entries.get(OfdSeal.SIGNATURE);
            if (signature == null || signature.length > MAX_PARSED || !entries.containsKey(OfdSeal.VALUE)) {
                return Optional.empty();
            }
            byte[] original = OfdPackage.write(inOrder(entries, signature));
            return Arrays.equals(original, file) ? Optional.empty() : Optional.of(original);
        } catch (OfdPackage.BadPackageException | SAXException | IOException | RuntimeException hostile) {
            return Optional.empty();
        }
    }

    private static Map<String, byte[]> inOrder(Map<String, byte[]> entries, byte[] signature)
            throws SAXException, IOException {
        Map<String, byte[]> left = new LinkedHashMap<>(entries);
        Map<String, byte[]> ordered = new LinkedHashMap<>();
        NodeList list = OfdSeal.parse(signature).getElementsByTagNameNS(OfdSeal.NAMESPACE, "Reference");
        for (int i = 0; i < list.getLength(); i++) {
            move(((Element) list.item(i)).getAttribute("FileRef").replaceFirst("^/", ""), left, ordered);
        }
        move(OfdSeal.SIGNATURE, left, ordered);
        move(OfdSeal.VALUE, left, ordered);
        ordered.putAll(left);
        return ordered;
    }

    private static void move(String name, Map<String, byte[]> from, Map<String, byte[]> to) {
        byte[] content = from.remove(name);
        if (content != null) {
            to.put(name, content);
        }
    }
}
