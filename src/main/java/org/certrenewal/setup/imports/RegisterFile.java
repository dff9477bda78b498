package org.certrenewal.setup.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Is a file that is brought in, wherever it lies. It can be read again and again. */
interface RegisterFile {

    /** Returns its length in bytes. */
    long size() throws IOException;

    /** Opens it for reading here and there. */
    SeekableByteChannel channel() throws IOException;

    /** Opens it for reading from its beginning. */
    default InputStream open() throws IOException {
        return Channels.newInputStream(channel());
    }

    /** Returns one on this machine's disk. */
    static RegisterFile at(Path path) {
        return new RegisterFile() {
            @Override
            public long size() throws IOException {
                return Files.size(path);
            }

            @Override
            public SeekableByteChannel channel() throws IOException {
                return Files.newByteChannel(path);
            }
        };
    }
}
