package org.certrenewal.partners;

/** Says, by being there, that the partners at the other end are simulators of ours; screens say so to people. */
public interface Simulated {}
