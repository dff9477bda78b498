package org.certrenewal.registry.reference;

import java.util.List;

/**
 * Holds a service of the portal's catalogue.
 *
 * @param code its code
 * @param name its name, 事项名称
 * @param department the department that offers it
 * @param handledHere whether this product handles it
 * @param notice 用户须知, empty where this product doesn't handle it
 */
public record ServiceItem(
        String code, String name, String department, boolean handledHere, List<NoticeSection> notice) {

    /**
     * Holds a part of the 用户须知.
     *
     * @param title its heading
     * @param paragraphs plain text
     */
    public record NoticeSection(String title, List<String> paragraphs) {}
}
