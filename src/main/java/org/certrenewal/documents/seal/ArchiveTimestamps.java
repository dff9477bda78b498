package org.certrenewal.documents.seal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SignatureException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;

/**
 * Archive timestamps of a sealed file, kept beside it, as a file that was downloaded must not change: what a document
 * timestamp of PAdES B-LTA (ETSI EN 319 142-1 5.5) does inside a file. Each is a token (RFC 3161) over the file and all
 * tokens before it, and was given while the one before still proved something by itself.
 *
 * <p>As a file: a DER sequence of the tokens, in order.
 */
public final class ArchiveTimestamps {

    private ArchiveTimestamps() {}

    /** Says for how long a timestamp proves something by itself, and by which digest. */
    public record Proof(Instant until, String digest) {}

    /** What the next token is over: the file, then each token with its length before it. */
    static byte[] covered(byte[] file, List<byte[]> before) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + 1024);
        out.writeBytes(file);
        for (byte[] token : before) {
            out.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(token.length).array());
            out.writeBytes(token);
        }
        return out.toByteArray();
    }

    /**
     * Gets the next one.
     *
     * @return DER of the token
     * @throws org.certrenewal.documents.SealsUnavailable if there is no answer that can be used
     */
    public static byte[] next(byte[] file, List<byte[]> before, Timestamps authority, TrustList trust) {
        return Timestamp.over(covered(file, before), authority, trust).der();
    }

    /**
     * Says for how long a token proves something by itself: until its authority's certificate ends.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Proof proof(byte[] token) {
        try {
            Timestamp timestamp = Timestamp.read(token);
            return new Proof(timestamp.signer().getNotAfter().toInstant(), Timestamp.digestOf(token));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("No timestamp", e);
        }
    }

    /**
     * Checks the tokens of a file one after another.
     *
     * @param first the file's own timestamp
     * @return until when the last proves something by itself
     * @throws GeneralSecurityException if one doesn't count, or came when the one before had ended
     */
    static Instant check(byte[] file, List<byte[]> tokens, Timestamp first, TrustList trust)
            throws GeneralSecurityException {
        Instant until = first.signer().getNotAfter().toInstant();
        List<byte[]> before = new ArrayList<>();
        for (byte[] token : tokens) {
            Timestamp next = Timestamp.check(token, covered(file, before), trust);
            if (!next.moment().isBefore(until)) {
                throw new SignatureException("The evidence was renewed too late");
            }
            until = next.signer().getNotAfter().toInstant();
            before.add(token);
        }
        return until;
    }

    /** Writes the tokens as a file. */
    public static byte[] write(List<byte[]> tokens) {
        try {
            ASN1EncodableVector all = new ASN1EncodableVector();
            for (byte[] token : tokens) {
                all.add(ASN1Primitive.fromByteArray(token));
            }
            return new DERSequence(all).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalArgumentException("No tokens", e);
        }
    }

    /**
     * Reads the tokens of a file.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static List<byte[]> read(byte[] file) {
        try {
            List<byte[]> tokens = new ArrayList<>();
            for (var token : ASN1Sequence.getInstance(file)) {
                tokens.add(token.toASN1Primitive().getEncoded(ASN1Encoding.DER));
            }
            return List.copyOf(tokens);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("No tokens", e);
        }
    }
}
