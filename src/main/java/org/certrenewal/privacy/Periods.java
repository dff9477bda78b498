package org.certrenewal.privacy;

import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Says how long personal data are kept. The periods are the authority's to set; no text that fixes them was found.
 *
 * @param draft after a case closed that was never submitted
 * @param decided after a case closed whose certificate was issued
 * @param rejected after a case closed that was refused, withdrawn or ended otherwise
 * @param papers letters and certificates, after the case closed; a certificate never before its term is over
 * @param notices what people were told
 */
@ConfigurationProperties("renewal.retention")
record Periods(
        @DefaultValue("P90D") Period draft,
        @DefaultValue("P5Y") Period decided,
        @DefaultValue("P3Y") Period rejected,
        @DefaultValue("P10Y") Period papers,
        @DefaultValue("P1Y") Period notices) {}
