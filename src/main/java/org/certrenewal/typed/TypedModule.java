package org.certrenewal.typed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/** Reads every text of a request's JSON as {@link Prose}: one line, or what is marked as {@link Paragraphs}. */
public final class TypedModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    public TypedModule() {
        super("typed");
        addDeserializer(String.class, new Reader(false));
    }

    private static final class Reader extends StdScalarDeserializer<String> implements ContextualDeserializer {
        private static final long serialVersionUID = 1L;

        private final boolean paragraphs;

        private Reader(boolean paragraphs) {
            super(String.class);
            this.paragraphs = paragraphs;
        }

        @Override
        public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
            return new Reader(property != null && property.getAnnotation(Paragraphs.class) != null);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String typed = StringDeserializer.instance.deserialize(parser, context);
            return paragraphs ? Prose.paragraphs(typed) : Prose.line(typed);
        }
    }
}
