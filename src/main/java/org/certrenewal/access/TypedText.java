package org.certrenewal.access;

import java.util.Set;
import org.certrenewal.typed.Paragraphs;
import org.certrenewal.typed.Prose;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Reads every text that the web takes in a form or in an address as {@link Prose}; in JSON {@code TypedModule} does.
 * Passwords don't come this way.
 */
@Configuration(proxyBeanMethods = false)
class TypedText implements WebMvcConfigurer {

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(new Reader());
    }

    /** Stands where a text is to be a text. */
    private static final class Reader implements GenericConverter {

        @Override
        public Set<ConvertiblePair> getConvertibleTypes() {
            return Set.of(new ConvertiblePair(String.class, String.class));
        }

        @Override
        public Object convert(Object typed, TypeDescriptor from, TypeDescriptor to) {
            return to.hasAnnotation(Paragraphs.class) ? Prose.paragraphs((String) typed) : Prose.line((String) typed);
        }
    }
}
