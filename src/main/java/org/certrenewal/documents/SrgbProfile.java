package org.certrenewal.documents;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes the ICC profile (version 2, ICC.1:2001-04) of sRGB from its published numbers (IEC 61966-2-1), so that a PDF
 * says the same on every JDK.
 */
final class SrgbProfile {

    private static final int CURVE_POINTS = 1024;

    private SrgbProfile() {}

    static byte[] bytes() {
        try {
            byte[] curve = curve();
            Map<String, byte[]> tags = new LinkedHashMap<>();
            tags.put("desc", description("sRGB IEC61966-2.1"));
            tags.put("cprt", text("Public domain"));
            tags.put("wtpt", xyz(0.9505, 1.0, 1.0891));
            tags.put("rXYZ", xyz(0.4360747, 0.2225045, 0.0139322));
            tags.put("gXYZ", xyz(0.3850649, 0.7168786, 0.0971045));
            tags.put("bXYZ", xyz(0.1430804, 0.0606169, 0.7141733));
            tags.put("rTRC", curve);
            tags.put("gTRC", curve);
            tags.put("bTRC", curve);
            return profile(tags);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] profile(Map<String, byte[]> tags) throws IOException {
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        Map<byte[], Integer> written = new java.util.IdentityHashMap<>();
        DataOutputStream entries = new DataOutputStream(table);
        entries.writeInt(tags.size());
        int start = 128 + 4 + 12 * tags.size();
        for (Map.Entry<String, byte[]> tag : tags.entrySet()) {
            Integer at = written.get(tag.getValue());
            if (at == null) {
                at = start + data.size();
                written.put(tag.getValue(), at);
                data.write(tag.getValue());
                data.write(new byte[(4 - data.size() % 4) % 4]);
            }
            entries.writeBytes(tag.getKey());
            entries.writeInt(at);
            entries.writeInt(tag.getValue().length);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(out);
        header.writeInt(start + data.size());
        header.writeInt(0);
        header.writeInt(0x02400000);
        header.writeBytes("mntrRGB XYZ ");
        for (int part : new int[] {2000, 1, 1, 0, 0, 0}) {
            header.writeShort(part);
        }
        header.writeBytes("acsp");
        header.write(new byte[28]);
        header.write(s15Fixed16(0.9642));
        header.write(s15Fixed16(1.0));
        header.write(s15Fixed16(0.8249));
        header.write(new byte[48]);
        table.writeTo(out);
        data.writeTo(out);
        return out.toByteArray();
    }

    private static byte[] curve() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(out);
        data.writeBytes("curv");
        data.writeInt(0);
        data.writeInt(CURVE_POINTS);
        for (int i = 0; i < CURVE_POINTS; i++) {
            double value = i / (CURVE_POINTS - 1.0);
            double linear = value <= 0.04045 ? value / 12.92 : StrictMath.pow((value + 0.055) / 1.055, 2.4);
            data.writeShort((int) Math.round(linear * 65535));
        }
        return out.toByteArray();
    }

    private static byte[] xyz(double x, double y, double z) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(out);
        data.writeBytes("XYZ ");
        data.writeInt(0);
        data.write(s15Fixed16(x));
        data.write(s15Fixed16(y));
        data.write(s15Fixed16(z));
        return out.toByteArray();
    }

    private static byte[] text(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(out);
        data.writeBytes("text");
        data.writeInt(0);
        data.write(text.getBytes(StandardCharsets.US_ASCII));
        data.write(0);
        return out.toByteArray();
    }

    private static byte[] description(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(out);
        data.writeBytes("desc");
        data.writeInt(0);
        data.writeInt(text.length() + 1);
        data.write(text.getBytes(StandardCharsets.US_ASCII));
        data.write(0);
        data.write(new byte[4 + 4 + 2 + 1 + 67]);
        return out.toByteArray();
    }

    private static byte[] s15Fixed16(double value) {
        int fixed = (int) Math.round(value * 65536);
        return new byte[] {(byte) (fixed >> 24), (byte) (fixed >> 16), (byte) (fixed >> 8), (byte) fixed};
    }
}
