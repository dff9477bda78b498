package org.certrenewal.typed;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long texts may be: one figure for each, which the server checks and hands to the browser, so that the two can't
 * differ. Counted in characters as people count them (code points), without the blanks around.
 */
public final class Lengths {

    public static final int NAME = 50;
    public static final int ADDRESS = 120;
    public static final int QUERY = 100;
    public static final int HOSPITAL = 60;
    public static final int REASONS = 500;
    public static final int COMMENT = 500;

    /** What a supervisor writes about an act: it stands in the certificate's history beside the ground. */
    public static final int ACT_REASON = 400;

    /** The paper on which an act stands. */
    public static final int ACT_PAPER = 100;

    /** What a holder says against an act; stays in the act. */
    public static final int ACT_STATEMENT = 1000;

    /** Why the clock stands still; it stands in letter, ledger and message beside what follows. */
    public static final int STOP_REASON = 250;

    /** The paper by which the clock was stopped. */
    public static final int STOP_DOCUMENT = 100;

    private Lengths() {}

    /** Returns how long a text is; 0 for null. */
    public static int of(String text) {
        if (text == null) {
            return 0;
        }
        String words = text.strip();
        return words.codePointCount(0, words.length());
    }

    /** Returns the figures of a record by path; an item of a list is {@code *}, as in {@code corrections.*.reason}. */
    public static Map<String, Integer> in(Class<?> type) {
        Map<String, Integer> figures = new LinkedHashMap<>();
        collect(type, "", figures);
        return figures;
    }

    private static void collect(Class<?> type, String path, Map<String, Integer> figures) {
        if (!type.isRecord()) {
            return;
        }
        for (RecordComponent part : type.getRecordComponents()) {
            String name = path + part.getName();
            Longest longest = part.getAnnotation(Longest.class);
            if (longest != null) {
                figures.put(name, longest.value());
            } else if (List.class.equals(part.getType())) {
                collect(itemOf(part.getGenericType()), name + ".*.", figures);
            } else {
                collect(part.getType(), name + ".", figures);
            }
        }
    }

    private static Class<?> itemOf(Type list) {
        return list instanceof ParameterizedType of && of.getActualTypeArguments()[0] instanceof Class<?> item
                ? item
                : Object.class;
    }

    /** Returns what is too long in a record, by path, with what is wrong in Chinese. */
    public static Map<String, String> tooLong(Object content) {
        Map<String, String> found = new LinkedHashMap<>();
        check(content, "", found);
        return found;
    }

    private static void check(Object content, String path, Map<String, String> found) {
        if (content instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                check(items.get(i), path + i + ".", found);
            }
            return;
        }
        if (!(content instanceof Record)) {
            return;
        }
        for (RecordComponent part : content.getClass().getRecordComponents()) {
            Object value = valueOf(part, content);
            Longest longest = part.getAnnotation(Longest.class);
            String name = path + part.getName();
            if (longest != null && value instanceof String text && of(text) > longest.value()) {
                found.put(name, "不能超过" + longest.value() + "个字，现在有" + of(text) + "个字");
            } else {
                check(value, name + ".", found);
            }
        }
    }

    private static Object valueOf(RecordComponent part, Object content) {
        try {
            return part.getAccessor().invoke(content);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(part + " can't be read", e);
        }
    }
}
