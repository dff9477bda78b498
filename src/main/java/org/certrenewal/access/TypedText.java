package org.certrenewal.access;

import java.util.List;
import java.util.Set;
import org.certrenewal.typed.Paragraphs;
import org.certrenewal.typed.Prose;
import org.certrenewal.typed.TypedModule;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Reads every text that the web takes, in JSON, in a form or in an address, as {@link Prose}. What is stored is read by
 * the application's own mapper, which changes nothing. Passwords don't come this way.
 */
@Configuration(proxyBeanMethods = false)
class TypedText implements WebMvcConfigurer {

    @Override
    public void extendMessageConverters(List<HttpMessageConverter<?>> converters) {
        for (HttpMessageConverter<?> converter : converters) {
            if (converter instanceof MappingJackson2HttpMessageConverter json) {
                json.setObjectMapper(json.getObjectMapper().copy().registerModule(new TypedModule()));
            }
        }
    }

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
