package org.certrenewal.process;

/** Says which office handles a case, by the place of continuing education: {@code processes/office-routing.dmn}. */
@FunctionalInterface
public interface OfficeRouting {

    /** The decision's id. */
    String DECISION_OFFICE = "responsible-office";

    /**
     * Returns the office.
     *
     * @param place six-digit code of the district, or of the city itself
     * @return six-digit code of the office
     */
    String officeOf(String place);
}
