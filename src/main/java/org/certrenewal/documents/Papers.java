package org.certrenewal.documents;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All papers ever issued. Nothing of a paper itself is changed or removed here; a later layout never alters an old
 * paper.
 */
public interface Papers {

    /**
     * Stores a paper once. If one of the same case, kind and occurrence is stored already, that one is returned and the
     * new one is dropped. Must run in the transaction of the step that issues it.
     */
    Paper keep(Paper paper);

    /**
     * A letter that is written and numbered, and waits for its seal.
     *
     * @param paper with the unsealed file
     * @param authority whose seal it is to bear
     */
    record Unsealed(Paper paper, String authority) {}

    /** Stores a letter that waits for its seal. Must run in the transaction of the step that issues it. */
    void await(Unsealed unsealed);

    /** Finds a letter that waits for its seal. */
    Optional<Unsealed> unsealed(String id);

    /** Finds the letter of a case that waits for its seal. */
    Optional<Unsealed> unsealed(String caseNumber, PaperKind kind, String occurrence);

    /**
     * A paper that was written and numbered, whether it has its seal already or not.
     *
     * @param number 文号 or certificate number
     */
    record Written(PaperKind kind, String number) {}

    /** Lists the papers of a case, oldest first, with those that wait for their seals. */
    List<Written> written(String caseNumber);

    /** Stores a paper that has waited for its seal, which it has now. */
    Paper sealed(Paper paper);

    /**
     * Finds a paper by its unguessable id.
     *
     * @throws IllegalStateException if the stored bytes no longer match their hash
     */
    Optional<Paper> find(String id);

    /** Records that the addressee opened a paper, which serves it; only the first time counts. */
    void served(String id, Instant at);

    /** Finds the paper of a case by its kind and occurrence. */
    Optional<Paper> find(String caseNumber, PaperKind kind, String occurrence);

    /** Lists the papers of a kind that bear a number, oldest first: a certificate's versions. */
    List<ListedPaper> numbered(PaperKind kind, String number);

    /** Lists the papers with exactly these bytes; normally one or none. */
    List<ListedPaper> withSha256(String sha256);

    /** Lists the papers of a case, oldest first. */
    List<ListedPaper> of(String caseNumber);

    /**
     * Takes the next number of the office's series of the year; the series has no gaps, because a transaction that
     * fails gives its number back. Holds a row lock until the transaction ends.
     *
     * @return counting from 1
     */
    int nextNumber(LetterKind kind, String office, int year);
}
