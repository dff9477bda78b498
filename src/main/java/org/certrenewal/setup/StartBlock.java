package org.certrenewal.setup;

/** Holds the block that ends the start in the log. */
public final class StartBlock {

    private final StringBuilder text;

    StartBlock(String title) {
        this.text = new StringBuilder("\n\n  ").append(title).append('\n');
    }

    /** Adds a line with a label of one to five characters. */
    public void line(String label, String value) {
        text.append("  ")
                .append(label)
                .append("\u3000".repeat(Math.max(1, 5 - label.length())))
                .append(value)
                .append('\n');
    }

    /** Adds text as it is. */
    public void add(String more) {
        text.append(more);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
