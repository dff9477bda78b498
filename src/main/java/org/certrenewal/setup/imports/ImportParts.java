package org.certrenewal.setup.imports;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.certrenewal.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps files that the page sends, sealed and in pieces, until they are done with. */
@Repository
class ImportParts {

    /** How long a piece is; only the last may be shorter. */
    static final int PIECE = 1024 * 1024;

    private final JdbcClient jdbc;
    private final Vault vault;

    ImportParts(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /** Names the files of an import. */
    enum Name {
        REGISTER,
        PHOTOS
    }

    private static String purpose(String id, Name name, int seq) {
        return "import_part/" + id + "/" + name + "/" + seq;
    }

    /** Keeps a piece in the place of one that was sent before. */
    void put(String id, Name name, int seq, byte[] piece) {
        jdbc.sql("delete from import_part where import_id = ? and file = ? and seq = ?")
                .params(id, name.name(), seq)
                .update();
        jdbc.sql("insert into import_part (import_id, file, seq, content, bytes) values (?, ?, ?, ?, ?)")
                .params(id, name.name(), seq, vault.seal(purpose(id, name, seq), piece), piece.length)
                .update();
    }

    private byte[] get(String id, Name name, int seq) {
        return vault.open(
                purpose(id, name, seq),
                jdbc.sql("select content from import_part where import_id = ? and file = ? and seq = ?")
                        .params(id, name.name(), seq)
                        .query(byte[].class)
                        .single());
    }

    boolean has(String id, Name name) {
        return !lengths(id, name).isEmpty();
    }

    /** Tells whether all pieces are there. */
    boolean isWhole(String id, Name name) {
        List<Integer> lengths = lengths(id, name);
        for (int seq = 0; seq < lengths.size() - 1; seq++) {
            if (lengths.get(seq) != PIECE) {
                return false;
            }
        }
        Integer last = jdbc.sql("select max(seq) from import_part where import_id = ? and file = ?")
                .params(id, name.name())
                .query(Integer.class)
                .optional()
                .orElse(null);
        return last == null || last == lengths.size() - 1;
    }

    private List<Integer> lengths(String id, Name name) {
        return jdbc.sql("select bytes from import_part where import_id = ? and file = ? order by seq")
                .params(id, name.name())
                .query(Integer.class)
                .list();
    }

    void drop(String id) {
        jdbc.sql("delete from import_part where import_id = ?").param(id).update();
    }

    /** Returns a file as one. */
    RegisterFile file(String id, Name name) {
        long size = lengths(id, name).stream().mapToLong(Integer::longValue).sum();
        return new RegisterFile() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public SeekableByteChannel channel() {
                return new Pieces(id, name, size);
            }
        };
    }

    /** Opens the piece in which it is read, and keeps it until another is. */
    private final class Pieces implements SeekableByteChannel {

        private final String id;
        private final Name name;
        private final long size;
        private long position;
        private int opened = -1;
        private byte[] piece;
        private boolean closed;

        private Pieces(String id, Name name, long size) {
            this.id = id;
            this.name = name;
            this.size = size;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            if (closed) {
                throw new ClosedChannelException();
            }
            if (position >= size) {
                return -1;
            }
            int seq = (int) (position / PIECE);
            if (seq != opened) {
                piece = get(id, name, seq);
                opened = seq;
            }
            int from = (int) (position % PIECE);
            int length = Math.min(into.remaining(), piece.length - from);
            into.put(piece, from, length);
            position += length;
            return length;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public SeekableByteChannel position(long to) {
            position = to;
            return this;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public int write(ByteBuffer from) {
            throw new NonWritableChannelException();
        }

        @Override
        public SeekableByteChannel truncate(long to) {
            throw new NonWritableChannelException();
        }

        @Override
        public boolean isOpen() {
            return !closed;
        }

        @Override
        public void close() {
            closed = true;
            piece = null;
        }
    }
}
