package org.certrenewal.privacy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.certrenewal.casefile.Sha256;

/**
 * Holds a version of what people are told about the processing of their data (个人信息保护法 Art 17), with what they are asked
 * to agree to apart from it (Art 29). The Chinese counts; the English helps to read it.
 *
 * @param version its id
 * @param from first day on which it is used
 * @param consents texts of what is agreed to separately
 */
public record PrivacyNotice(
        String version,
        LocalDate from,
        String title,
        String englishTitle,
        List<Part> parts,
        Map<Consents.Kind, Text> consents) {

    /** Holds one part of the notice. */
    public record Part(String title, String englishTitle, List<String> paragraphs, List<String> english) {}

    /** Holds one text in both languages. */
    public record Text(String text, String english) {}

    /** Returns the words that somebody agrees to; for the notice itself all of it. */
    String words(Consents.Kind kind) {
        return kind == Consents.Kind.NOTICE
                ? title + "\n"
                        + parts.stream()
                                .map(part -> part.title() + "\n" + String.join("\n", part.paragraphs()))
                                .collect(Collectors.joining("\n"))
                : consents.get(kind).text();
    }

    /** Returns the SHA-256 of those words. */
    String hash(Consents.Kind kind) {
        return Sha256.of(words(kind));
    }
}
