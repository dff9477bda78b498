package org.certrenewal.registry.imports;

/** Says in Chinese why an import can't go on. */
public class ImportRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ImportRefused(String reason) {
        super(reason);
    }
}
