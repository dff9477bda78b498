package org.certrenewal.documents;

/** Renders letters as PDF/A-2b with a red head; the same letter gives the same bytes. */
public final class LetterPdf {

    private final LetterLayout layout;

    /**
     * Makes a renderer.
     *
     * @param mark a warning at the foot of each page as long as the seals are not real ones; else empty
     */
    public LetterPdf(String mark) {
        this(mark, SealLook.DRAWN);
    }

    /**
     * Makes a renderer.
     *
     * @param seals how the authorities' seals look
     */
    public LetterPdf(String mark, SealLook seals) {
        this.layout = new LetterLayout(Typeface.official(), mark, seals);
    }

    /**
     * Renders one letter, not yet sealed.
     *
     * @throws UnprintableTextException if a character is in none of the fonts
     */
    public byte[] render(Letter letter) {
        return PdfWriter.write(
                layout.lay(letter),
                new PdfWriter.Facts(
                        letter.kind().title() + " " + letter.number(),
                        letter.authority(),
                        letter.caseNumber(),
                        letter.date()));
    }
}
