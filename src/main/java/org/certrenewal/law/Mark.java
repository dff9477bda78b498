package org.certrenewal.law;

/** Says how well a rule is established. Whatever isn't {@link #SURE} is shown to the administrator as such. */
public enum Mark {
    /** Read in an official text, or in several copies that agree. */
    SURE("已核实"),
    /** Known from news, another province or another system. */
    LIKELY("较可信"),
    /** Not found; a default of this product stands in. */
    OPEN("待核实");

    private final String label;

    Mark(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
