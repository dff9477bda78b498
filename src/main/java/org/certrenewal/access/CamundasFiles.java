package org.certrenewal.access;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.camunda.bpm.engine.impl.util.ProductPropertiesUtil;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.AbstractResourceResolver;
import org.springframework.web.servlet.resource.HttpResource;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/**
 * Serves the large scripts and styles of Camunda's web applications compressed, and compresses each once: the server
 * would do it anew for every visitor, which takes 0.15 s for the largest. Kept in memory that is 2 MB.
 */
@Configuration(proxyBeanMethods = false)
public class CamundasFiles implements WebMvcConfigurer {

    private static final String FILES = "classpath:/META-INF/resources/webjars/camunda/";

    /** Returns the addresses of the files that Tasklist begins with, for pages that lead there to fetch them ahead. */
    public static List<String> ofTasklist() {
        return Stream.of(
                        "lib/deps.js",
                        "lib/runtime.js",
                        "app/tasklist/camunda-tasklist-bootstrap.js",
                        "app/tasklist/camunda-tasklist-bootstrap.css")
                .map(file -> "/camunda/" + file + "?bust=" + ProductPropertiesUtil.getProductVersion())
                .toList();
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        serve(registry, "lib/", "*.js");
        serve(registry, "app/", "*/camunda-*-bootstrap.js", "*/camunda-*-bootstrap.css");
    }

    private static void serve(ResourceHandlerRegistry registry, String folder, String... files) {
        for (String file : files) {
            registry.addResourceHandler("/camunda/" + folder + file)
                    .addResourceLocations(FILES + folder)
                    .resourceChain(false)
                    .addResolver(new Compressing());
        }
    }

    /** Compresses for whoever takes gzip, and keeps it by file: Spring keeps by header, of which there is no end. */
    private static final class Compressing extends AbstractResourceResolver {

        private final Map<URI, Resource> compressed = new ConcurrentHashMap<>();

        @Override
        protected Resource resolveResourceInternal(
                HttpServletRequest request,
                String path,
                List<? extends Resource> locations,
                ResourceResolverChain chain) {
            Resource file = chain.resolveResource(request, path, locations);
            String accepted = request == null ? null : request.getHeader(HttpHeaders.ACCEPT_ENCODING);
            if (file == null || accepted == null || !accepted.contains("gzip")) {
                return file;
            }
            try {
                return compressed.computeIfAbsent(file.getURI(), key -> new Compressed(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        protected String resolveUrlPathInternal(
                String path, List<? extends Resource> locations, ResourceResolverChain chain) {
            return chain.resolveUrlPath(path, locations);
        }
    }

    /** A file, compressed; name and age are those of the file. */
    private static final class Compressed extends AbstractResource implements HttpResource {

        private final Resource file;
        private final byte[] content;

        private Compressed(Resource file) {
            this.file = file;
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (InputStream in = file.getInputStream();
                    GZIPOutputStream out = new GZIPOutputStream(compressed)) {
                in.transferTo(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            this.content = compressed.toByteArray();
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(content);
        }

        @Override
        public long contentLength() {
            return content.length;
        }

        @Override
        public long lastModified() throws IOException {
            return file.lastModified();
        }

        @Override
        public String getFilename() {
            return file.getFilename();
        }

        @Override
        public String getDescription() {
            return file.getDescription() + ", compressed";
        }

        @Override
        public boolean exists() {
            return true;
        }

        @Override
        public HttpHeaders getResponseHeaders() {
            HttpHeaders headers = new HttpHeaders();
            headers.add(HttpHeaders.CONTENT_ENCODING, "gzip");
            headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
            return headers;
        }
    }
}
