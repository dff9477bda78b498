package org.certrenewal.documents;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.apache.fontbox.ttf.TTFSubsetter;

/**
 * Cuts a font down to some characters and keeps it a complete TrueType font. FontBox's subsetter does the work, but
 * knows no characters beyond U+FFFF in the character map, so that table is written here (OpenType 1.9, "cmap", formats
 * 4 and 12).
 */
final class FontSubset {

    private static final List<String> TABLES =
            List.of("head", "hhea", "maxp", "hmtx", "loca", "glyf", "name", "OS/2", "post");

    private final byte[] bytes;
    private final SortedMap<Integer, Integer> glyphs;

    private FontSubset(byte[] bytes, SortedMap<Integer, Integer> glyphs) {
        this.bytes = bytes;
        this.glyphs = glyphs;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Returns the character's glyph in the font as it is now. */
    int glyph(int character) {
        return glyphs.get(character);
    }

    static FontSubset of(FontFile font, SortedSet<Integer> characters) {
        try {
            TTFSubsetter subsetter = new TTFSubsetter(font.trueType(), TABLES);
            characters.forEach(subsetter::add);
            Map<Integer, Integer> newGlyphs = new HashMap<>();
            subsetter.getGIDMap().forEach((fresh, old) -> newGlyphs.put(old, fresh));
            SortedMap<Integer, Integer> map = new TreeMap<>();
            for (int character : characters) {
                map.put(character, newGlyphs.get(font.glyph(character)));
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            subsetter.writeToStream(out);
            return new FontSubset(withTable(out.toByteArray(), "cmap", characterMap(map)), map);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] characterMap(SortedMap<Integer, Integer> map) throws IOException {
        byte[] basic = basicMap(map.headMap(0xFFFF));
        byte[] full = fullMap(map);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(0);
        out.writeShort(2);
        out.writeShort(3);
        out.writeShort(1);
        out.writeInt(20);
        out.writeShort(3);
        out.writeShort(10);
        out.writeInt(20 + basic.length);
        out.write(basic);
        out.write(full);
        return bytes.toByteArray();
    }

    /** Format 4, one segment for each character. */
    private static byte[] basicMap(SortedMap<Integer, Integer> map) throws IOException {
        int segments = map.size() + 1;
        int power = Integer.highestOneBit(segments);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(4);
        out.writeShort(16 + 8 * segments);
        out.writeShort(0);
        out.writeShort(segments * 2);
        out.writeShort(power * 2);
        out.writeShort(Integer.numberOfTrailingZeros(power));
        out.writeShort((segments - power) * 2);
        for (int character : map.keySet()) {
            out.writeShort(character);
        }
        out.writeShort(0xFFFF);
        out.writeShort(0);
        for (int character : map.keySet()) {
            out.writeShort(character);
        }
        out.writeShort(0xFFFF);
        for (Map.Entry<Integer, Integer> entry : map.entrySet()) {
            out.writeShort(entry.getValue() - entry.getKey());
        }
        out.writeShort(1);
        for (int segment = 0; segment < segments; segment++) {
            out.writeShort(0);
        }
        return bytes.toByteArray();
    }

    /** Format 12, one group for each character. */
    private static byte[] fullMap(SortedMap<Integer, Integer> map) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(12);
        out.writeShort(0);
        out.writeInt(16 + 12 * map.size());
        out.writeInt(0);
        out.writeInt(map.size());
        for (Map.Entry<Integer, Integer> entry : map.entrySet()) {
            out.writeInt(entry.getKey());
            out.writeInt(entry.getKey());
            out.writeInt(entry.getValue());
        }
        return bytes.toByteArray();
    }

    /** Puts one more table into a font file and computes the sums anew. */
    private static byte[] withTable(byte[] font, String name, byte[] added) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(font);
        int count = in.getShort(4);
        SortedMap<String, byte[]> tables = new TreeMap<>();
        for (int table = 0; table < count; table++) {
            int at = 12 + 16 * table;
            String tag = new String(font, at, 4, java.nio.charset.StandardCharsets.US_ASCII);
            byte[] data = new byte[in.getInt(at + 12)];
            in.get(in.getInt(at + 8), data);
            tables.put(tag, data);
        }
        tables.put(name, added);
        // The sum of the whole file is taken with this field empty.
        ByteBuffer.wrap(tables.get("head")).putInt(8, 0);

        int power = Integer.highestOneBit(tables.size());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0x00010000);
        out.writeShort(tables.size());
        out.writeShort(power * 16);
        out.writeShort(Integer.numberOfTrailingZeros(power));
        out.writeShort((tables.size() - power) * 16);
        int at = 12 + 16 * tables.size();
        int head = 0;
        for (Map.Entry<String, byte[]> table : tables.entrySet()) {
            out.writeBytes(table.getKey());
            out.writeInt(sum(table.getValue()));
            out.writeInt(at);
            out.writeInt(table.getValue().length);
            if (table.getKey().equals("head")) {
                head = at;
            }
            at += padded(table.getValue().length);
        }
        for (byte[] table : tables.values()) {
            out.write(table);
            out.write(new byte[padded(table.length) - table.length]);
        }
        byte[] result = bytes.toByteArray();
        ByteBuffer.wrap(result).putInt(head + 8, 0xB1B0AFBA - sum(result));
        return result;
    }

    private static int sum(byte[] data) {
        int sum = 0;
        for (int at = 0; at < data.length; at++) {
            sum += (data[at] & 0xFF) << (24 - 8 * (at % 4));
        }
        return sum;
    }

    private static int padded(int length) {
        return (length + 3) / 4 * 4;
    }
}
