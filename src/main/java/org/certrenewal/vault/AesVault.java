package org.certrenewal.vault;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals by AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits and a tag of 128, indexes by HMAC-SHA-256.
 * Stored form: {@code 1}, length and id of the key, nonce, ciphertext with tag; texts in Base64 after {@code v1.}.
 */
public final class AesVault implements KeyedVault {

    private static final int KEY_LENGTH = 32;
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final byte VERSION = 1;
    private static final String TEXT = "v1.";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** To find and make one takes longer than to seal a small text. */
    private static final ThreadLocal<Cipher> CIPHERS = ThreadLocal.withInitial(() -> {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    });

    private static final ThreadLocal<Mac> MACS = ThreadLocal.withInitial(() -> {
        try {
            return Mac.getInstance("HmacSHA256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    });

    private volatile String current;
    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
    private final SecretKeySpec indexKey;

    /**
     * Makes a vault.
     *
     * @param current id of the key that seals
     * @param secrets keys of 32 bytes by their ids; the others only open
     * @param indexSecret 32 bytes or more; never changes, for what is found by it would be lost
     * @throws IllegalArgumentException if a key is missing or too short
     */
    public AesVault(String current, Map<String, byte[]> secrets, byte[] indexSecret) {
        this.current = current;
        secrets.forEach((id, secret) -> {
            if (secret.length != KEY_LENGTH || id.isEmpty() || id.length() > Byte.MAX_VALUE) {
                throw new IllegalArgumentException("key " + id + " needs " + KEY_LENGTH + " bytes");
            }
            keys.put(id, new SecretKeySpec(secret, "AES"));
        });
        if (!keys.containsKey(current)) {
            throw new IllegalArgumentException("the current key " + current + " isn't among the keys");
        }
        if (indexSecret.length < KEY_LENGTH) {
            throw new IllegalArgumentException("the index key needs " + KEY_LENGTH + " bytes");
        }
        this.indexKey = new SecretKeySpec(indexSecret, "HmacSHA256");
    }

    @Override
    public Set<String> keys() {
        return Set.copyOf(keys.keySet());
    }

    @Override
    public String sealsWith() {
        return current;
    }

    @Override
    public void sealWith(String id) {
        if (!keys.containsKey(id)) {
            throw new IllegalArgumentException("the key " + id + " isn't among the keys");
        }
        current = id;
    }

    /** Returns how everything begins that a key has sealed. */
    public static byte[] beginning(String id) {
        byte[] name = id.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + name.length)
                .put(VERSION)
                .put((byte) name.length)
                .put(name)
                .array();
    }

    /** Returns the id of the key that sealed a text; empty if it is no sealed text. */
    public static Optional<String> sealedBy(String stored) {
        try {
            return Optional.of(keyOf(bytes("", stored)));
        } catch (RuntimeException notSealed) {
            return Optional.empty();
        }
    }

    @Override
    public boolean isSealed(String stored) {
        return stored.startsWith(TEXT);
    }

    @Override
    public String seal(String purpose, String text) {
        return TEXT
                + Base64.getEncoder()
                        .withoutPadding()
                        .encodeToString(seal(purpose, text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String open(String purpose, String sealed) {
        return new String(open(purpose, bytes(purpose, sealed)), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String purpose, String sealed) {
        if (!sealed.startsWith(TEXT)) {
            throw new BrokenSeal(purpose, null);
        }
        try {
            return Base64.getDecoder().decode(sealed.substring(TEXT.length()));
        } catch (IllegalArgumentException e) {
            throw new BrokenSeal(purpose, e);
        }
    }

    @Override
    public byte[] seal(String purpose, byte[] content) {
        String key = current;
        byte[] nonce = new byte[NONCE_LENGTH];
        RANDOM.nextBytes(nonce);
        byte[] id = key.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + id.length + 2 * NONCE_LENGTH + 8);
        out.write(VERSION);
        out.write(id.length);
        out.writeBytes(id);
        out.writeBytes(nonce);
        try {
            out.writeBytes(cipher(Cipher.ENCRYPT_MODE, key, nonce, purpose).doFinal(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
        return out.toByteArray();
    }

    @Override
    public byte[] open(String purpose, byte[] sealed) {
        try {
            String id = keyOf(sealed);
            int begin = 2 + sealed[1];
            byte[] nonce = Arrays.copyOfRange(sealed, begin, begin + NONCE_LENGTH);
            int content = begin + NONCE_LENGTH;
            return cipher(Cipher.DECRYPT_MODE, id, nonce, purpose).doFinal(sealed, content, sealed.length - content);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new BrokenSeal(purpose, e);
        }
    }

    private static String keyOf(byte[] sealed) {
        if (sealed[0] != VERSION) {
            throw new IllegalArgumentException("not sealed");
        }
        return new String(sealed, 2, sealed[1], StandardCharsets.UTF_8);
    }

    private Cipher cipher(int mode, String id, byte[] nonce, String purpose) throws GeneralSecurityException {
        Cipher cipher = CIPHERS.get();
        cipher.init(mode, keys.get(id), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    @Override
    public String index(String purpose, String value) {
        try {
            Mac mac = MACS.get();
            mac.init(indexKey);
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }

    @Override
    public boolean isCurrent(String sealed) {
        return sealed.startsWith(TEXT) && isCurrent(bytes("", sealed));
    }

    @Override
    public boolean isCurrent(byte[] sealed) {
        try {
            return current.equals(keyOf(sealed));
        } catch (RuntimeException e) {
            return false;
        }
    }
}
