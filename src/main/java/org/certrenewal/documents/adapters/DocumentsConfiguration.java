package org.certrenewal.documents.adapters;

import java.time.Clock;
import org.certrenewal.documents.CertificatePdf;
import org.certrenewal.documents.LetterPdf;
import org.certrenewal.documents.PaperDesk;
import org.certrenewal.documents.Papers;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the printers of certificates and letters. */
@Configuration(proxyBeanMethods = false)
class DocumentsConfiguration {

    @Bean
    CertificatePdf certificatePdf(@Value("${renewal.documents.mark:}") String mark) {
        return new CertificatePdf(mark);
    }

    @Bean
    LetterPdf letterPdf(@Value("${renewal.documents.mark:}") String mark) {
        return new LetterPdf(mark);
    }

    @Bean
    PaperDesk.Sealer sealer() {
        return (pdf, date) -> pdf;
    }

    @Bean
    PaperDesk paperDesk(Papers papers, LetterPdf letters, PaperDesk.Sealer sealer, Clock clock) {
        return new PaperDesk(papers, letters, sealer, clock);
    }
}
