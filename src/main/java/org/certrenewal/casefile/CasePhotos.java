package org.certrenewal.casefile;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.certrenewal.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the portrait of a case until a certificate is issued with it: sealed, and its digest at the case. */
@Component
public class CasePhotos {

    private static final String JPEG = "image/jpeg";

    private final JdbcClient jdbc;
    private final Vault vault;
    private final CaseLocks locks;
    private final Remembered remembered;
    private final Clock clock;

    CasePhotos(JdbcClient jdbc, Vault vault, CaseLocks locks, Remembered remembered, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.locks = locks;
        this.remembered = remembered;
        this.clock = clock;
    }

    /** Keeps a portrait in the place of the one before; the case's version stays, as no form holds the portrait. */
    @Transactional
    public void keep(String caseNumber, byte[] jpeg) {
        drop(caseNumber);
        jdbc.sql("insert into case_photo (case_number, media_type, content, kept_at) values (?, ?, ?, ?)")
                .params(
                        caseNumber,
                        JPEG,
                        Base64.getEncoder().encodeToString(vault.seal(purpose(caseNumber), jpeg)),
                        OffsetDateTime.now(clock))
                .update();
        mark(caseNumber, sha256(jpeg));
    }

    /** Takes it away. */
    @Transactional
    public void drop(String caseNumber) {
        locks.hold(caseNumber);
        jdbc.sql("delete from case_photo where case_number = ?")
                .param(caseNumber)
                .update();
        mark(caseNumber, null);
    }

    private void mark(String caseNumber, String digest) {
        jdbc.sql("update case_file set photo = ? where case_number = ?")
                .params(digest, caseNumber)
                .update();
        remembered.forget(new CaseHeads.Head(caseNumber));
    }

    /** Returns the portrait, JPEG. */
    public Optional<byte[]> of(String caseNumber) {
        return jdbc.sql("select content from case_photo where case_number = ?")
                .param(caseNumber)
                .query(String.class)
                .optional()
                .map(content ->
                        vault.open(purpose(caseNumber), Base64.getDecoder().decode(content)));
    }

    private static String purpose(String caseNumber) {
        return "case_photo/" + caseNumber;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
