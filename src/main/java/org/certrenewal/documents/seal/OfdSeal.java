package org.certrenewal.documents.seal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.certrenewal.documents.OfdPackage;
import org.certrenewal.documents.SealLook;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Puts an electronic seal on an OFD file (GB/T 33190-2016 chapter 18): every file of the package is named with its SM3
 * digest in {@code Signature.xml}, and that file is stamped by GB/T 38540. Ids of signatures are names (xs:ID), as the
 * standard's schema asks.
 */
final class OfdSeal {

    static final String SIGNATURES = "Doc_0/Signs/Signatures.xml";
    static final String SIGNATURE = "Doc_0/Signs/Sign_0/Signature.xml";
    static final String SEAL = "Doc_0/Signs/Sign_0/Seal.esl";
    static final String VALUE = "Doc_0/Signs/Sign_0/SignedValue.dat";
    static final String NAMESPACE = "http://www.ofdspec.org/2016";
    static final String SM3 = "1.2.156.10197.1.401";

    private static final String SM2_WITH_SM3 = "1.2.156.10197.1.501";
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneId.of("UTC"));

    private OfdSeal() {}

    static byte[] seal(byte[] ofd, SealKeys.Key key, byte[] seal, Seals.Order order) {
        return seal(ofd, key, seal, order, Evidence.NONE);
    }

    static byte[] seal(byte[] ofd, SealKeys.Key key, byte[] seal, Seals.Order order, Evidence evidence) {
        try {
            Map<String, byte[]> entries = new LinkedHashMap<>(OfdPackage.read(ofd));
            entries.put("OFD.xml", withSignatures(entries.get("OFD.xml")));
            entries.put(
                    SIGNATURES,
                    bytes("<ofd:Signatures xmlns:ofd=\"" + NAMESPACE
                            + "\"><ofd:Signature ID=\"s001\" Type=\"Seal\" BaseLoc=\"/"
                            + SIGNATURE + "\"/></ofd:Signatures>"));
            entries.put(SEAL, seal);
            SealLook.Picture look = look(ElectronicSeal.read(seal).picture());
            byte[] signature = signature(entries, order, look, firstPage(entries.get("Doc_0/Document.xml")));
            entries.put(SIGNATURE, signature);
            entries.put(VALUE, ElectronicSeal.stamp(key, seal, signature, "/" + SIGNATURE, order.moment(), evidence));
            return OfdPackage.write(entries);
        } catch (OfdPackage.BadPackageException | SAXException e) {
            throw new IllegalArgumentException("Only OFD files made by this product can be sealed", e);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The OFD seal can't be made", e);
        }
    }

    private static byte[] withSignatures(byte[] root) {
        String text = new String(root, StandardCharsets.UTF_8);
        String end = "</ofd:DocRoot>";
        int at = text.indexOf(end);
        if (at < 0 || text.contains("<ofd:Signatures>")) {
            throw new IllegalArgumentException("The OFD file is sealed already, or not one of ours");
        }
        at += end.length();
        return (text.substring(0, at) + "<ofd:Signatures>" + SIGNATURES + "</ofd:Signatures>" + text.substring(at))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String firstPage(byte[] document) throws SAXException, IOException {
        NodeList pages = parse(document).getElementsByTagNameNS(NAMESPACE, "Page");
        return ((Element) pages.item(0)).getAttribute("ID");
    }

    /** Tells how large a seal's picture is and what PDF files may show of it. */
    static SealLook.Picture look(ElectronicSeal.Picture picture) {
        return new SealLook.Picture(
                picture.bytes().length == 0 ? picture.bytes() : SealImage.printable(picture.bytes()),
                picture.width(),
                picture.height());
    }

    private static byte[] signature(Map<String, byte[]> entries, Seals.Order order, SealLook.Picture look, String page)
            throws GeneralSecurityException {
        StringBuilder out = new StringBuilder();
        out.append("<ofd:Signature xmlns:ofd=\"").append(NAMESPACE).append("\"><ofd:SignedInfo>");
        out.append(
                "<ofd:Provider ProviderName=\"certificate-renewal\" Version=\"1.0\" Company=\"certificate-renewal\"/>");
        out.append("<ofd:SignatureMethod>").append(SM2_WITH_SM3).append("</ofd:SignatureMethod>");
        out.append("<ofd:SignatureDateTime>")
                .append(TIME.format(order.moment()))
                .append("</ofd:SignatureDateTime>");
        out.append("<ofd:References CheckMethod=\"").append(SM3).append("\">");
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            out.append("<ofd:Reference FileRef=\"/").append(entry.getKey()).append("\"><ofd:CheckValue>");
            out.append(Base64.getEncoder().encodeToString(ElectronicSeal.sm3(entry.getValue())));
            out.append("</ofd:CheckValue></ofd:Reference>");
        }
        out.append("</ofd:References>");
        Seals.Place place = order.place();
        if (place.size() > 0) {
            SealLook.Picture fitted = look.within(place.size());
            out.append("<ofd:StampAnnot ID=\"a001\" PageRef=\"%s\" Boundary=\"%s %s %s %s\"/>"
                    .formatted(
                            page,
                            place.x() + (place.size() - fitted.width()) / 2,
                            place.y() + (place.size() - fitted.height()) / 2,
                            fitted.width(),
                            fitted.height()));
        }
        out.append("<ofd:Seal><ofd:BaseLoc>/").append(SEAL).append("</ofd:BaseLoc></ofd:Seal></ofd:SignedInfo>");
        out.append("<ofd:SignedValue>/").append(VALUE).append("</ofd:SignedValue></ofd:Signature>");
        return bytes(out.toString());
    }

    private static byte[] bytes(String xml) {
        return (HEAD + xml).getBytes(StandardCharsets.UTF_8);
    }

    /** Parses XML that may come from a stranger: no document type, so no entities of any kind. */
    static Document parse(byte[] xml) throws SAXException, IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(javax.xml.XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            javax.xml.parsers.DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(xml));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
