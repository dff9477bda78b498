package org.certrenewal.process;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.SectionRefused;
import org.certrenewal.typed.TypedModule;
import org.springframework.context.annotation.Bean;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.stereotype.Component;

/**
 * Reads what clients send, to the letter: nothing is taken for what it isn't. Jackson as it comes makes {@code 0} the
 * first choice of a list, {@code -1} yes and {@code true} a text; it drops what it doesn't know, believes the last of
 * two values of a name, and reads half a character as a whole one. Texts are read as {@link TypedModule} has it. What
 * is stored is still read by the lenient mapper, so that nothing written before becomes unreadable.
 */
@Component
public class StrictJson {

    private static final Pattern TWICE = Pattern.compile("^Duplicate field '(.{1,64})'$");
    private static final String WRONG = "填写的内容格式不对，请重新填写";

    private final ObjectMapper mapper;

    StrictJson(Jackson2ObjectMapperBuilder builder) {
        ObjectMapper strict = builder.factory(new WholeCharacters())
                .featuresToDisable(MapperFeature.ALLOW_COERCION_OF_SCALARS, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .featuresToEnable(
                        JsonParser.Feature.STRICT_DUPLICATE_DETECTION,
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .build()
                .registerModule(new TypedModule());
        for (CoercionInputShape shape :
                List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
            strict.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
        for (LogicalType type : List.of(
                LogicalType.Enum, LogicalType.Integer, LogicalType.Float, LogicalType.Boolean, LogicalType.POJO)) {
            for (CoercionInputShape shape : CoercionInputShape.values()) {
                boolean exact = type == LogicalType.Float && shape == CoercionInputShape.Integer;
                strict.coercionConfigFor(type)
                        .setCoercion(shape, exact ? CoercionAction.TryConvert : CoercionAction.Fail);
            }
        }
        this.mapper = strict;
    }

    /** Reads the bodies of requests for Spring's controllers; Boot steps back from its own. */
    @Bean
    MappingJackson2HttpMessageConverter strictJsonConverter() {
        return new MappingJackson2HttpMessageConverter(mapper);
    }

    /**
     * Reads a part of a body.
     *
     * @throws SectionRefused with the field that isn't what it should be
     */
    public <T> T read(JsonNode content, Class<T> type) {
        try {
            return mapper.treeToValue(content, type);
        } catch (JsonProcessingException e) {
            throw new SectionRefused(List.of(problem(e).orElseGet(() -> new Problem("section", "提交的内容无法识别"))));
        }
    }

    /**
     * Reads a whole body as a tree.
     *
     * @throws JsonProcessingException if it is no JSON, or says two things at once
     */
    public JsonNode tree(byte[] body) throws IOException {
        return mapper.readTree(body);
    }

    /** Names the field at which a body isn't what it should be, if it is JSON at all. */
    public static Optional<Problem> problem(Throwable unreadable) {
        Throwable reason =
                unreadable instanceof JsonMappingException && unreadable.getCause() instanceof JsonParseException
                        ? unreadable.getCause()
                        : unreadable;
        if (reason instanceof JsonParseException parsing) {
            Matcher twice = TWICE.matcher(parsing.getOriginalMessage());
            boolean named = twice.find();
            if (!named && !(parsing instanceof WholeCharacters.Broken)) {
                return Optional.empty();
            }
            String path = path(parsing, named ? twice.group(1) : null);
            return Optional.of(new Problem(path, named ? "这一项内容出现了两次，请刷新页面后重试" : "含有不完整的字符，请删去后重新输入"));
        }
        if (!(reason instanceof JsonMappingException mapping)
                || mapping.getPath().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                path(mapping), mapping instanceof UnrecognizedPropertyException ? "没有这一项内容，请刷新页面后重试" : WRONG));
    }

    private static String path(JsonMappingException e) {
        return inSection(e.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining(".")));
    }

    private static String path(JsonParseException e, String twice) {
        JsonStreamContext context = e.getProcessor().getParsingContext();
        JsonPointer at = twice == null || context.getParent() == null
                ? context.pathAsPointer()
                : context.getParent().pathAsPointer();
        String path = at.toString().replaceFirst("^/", "").replace('/', '.');
        return inSection(twice == null ? path : path.isEmpty() ? twice : path + "." + twice);
    }

    /** Forms name their fields by their place in the section. */
    private static String inSection(String path) {
        return path.startsWith("section.") ? path.substring("section.".length()) : path;
    }
}
