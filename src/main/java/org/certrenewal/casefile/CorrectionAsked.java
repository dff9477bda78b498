package org.certrenewal.casefile;

/**
 * Says to the stages that a case goes through another round, in the transaction that begins it: what was given for the
 * last one only is to be given anew.
 */
public record CorrectionAsked(String caseNumber) {}
