package org.certrenewal.process;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/**
 * Makes parsers that refuse halves of characters (surrogates without their other half), by escape or by bytes. Nothing
 * can carry them: stored, they would become {@code ?}.
 */
final class WholeCharacters extends JsonFactory {

    private static final long serialVersionUID = 1L;

    WholeCharacters() {}

    private WholeCharacters(JsonFactory like) {
        super(like, null);
    }

    @Override
    public JsonFactory copy() {
        return new WholeCharacters(this);
    }

    @Override
    protected JsonParser _createParser(InputStream in, IOContext context) throws IOException {
        return new Whole(super._createParser(in, context));
    }

    @Override
    protected JsonParser _createParser(Reader in, IOContext context) throws IOException {
        return new Whole(super._createParser(in, context));
    }

    @Override
    protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context) throws IOException {
        return new Whole(super._createParser(data, offset, length, context));
    }

    @Override
    protected JsonParser _createParser(char[] data, int offset, int length, IOContext context, boolean recyclable)
            throws IOException {
        return new Whole(super._createParser(data, offset, length, context, recyclable));
    }

    /** Says where half a character stands. */
    static final class Broken extends JsonParseException {

        private static final long serialVersionUID = 1L;

        private Broken(JsonParser parser) {
            super(parser, "half a character");
        }
    }

    /** Looks at each text as it is read. */
    private static final class Whole extends JsonParserDelegate {

        private Whole(JsonParser parser) {
            super(parser);
        }

        @Override
        public JsonToken nextToken() throws IOException {
            JsonToken token = super.nextToken();
            if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
                refuseHalves(getText());
            }
            return token;
        }

        @Override
        public JsonToken nextValue() throws IOException {
            JsonToken token = nextToken();
            return token == JsonToken.FIELD_NAME ? nextToken() : token;
        }

        @Override
        public String nextFieldName() throws IOException {
            return nextToken() == JsonToken.FIELD_NAME ? currentName() : null;
        }

        @Override
        public boolean nextFieldName(SerializableString name) throws IOException {
            return nextToken() == JsonToken.FIELD_NAME && name.getValue().equals(currentName());
        }

        @Override
        public String nextTextValue() throws IOException {
            return nextToken() == JsonToken.VALUE_STRING ? getText() : null;
        }

        private void refuseHalves(String text) throws Broken {
            for (int i = 0; i < text.length(); i++) {
                if (Character.isSurrogate(text.charAt(i))) {
                    if (!Character.isSurrogatePair(text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : ' ')) {
                        throw new Broken(delegate);
                    }
                    i++;
                }
            }
        }
    }
}
