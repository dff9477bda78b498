package org.certrenewal.registry.imports;

/** Says that a file can't be read as a register at all. */
public final class FileRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    public FileRefused(Fault fault) {
        super(fault.kind() + " at line " + fault.line());
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
