package org.certrenewal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.certrenewal.vault.Vault.BrokenSeal;
import org.junit.jupiter.api.Test;

class AesVaultTest {

    private static final byte[] OLD = filled(1);
    private static final byte[] NEW = filled(2);
    private static final byte[] INDEX = filled(3);
    private static final String NUMBER = "330203198503159914";

    private final AesVault vault = new AesVault("k1", Map.of("k1", OLD), INDEX);

    private static byte[] filled(int value) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) value);
        return key;
    }

    @Test
    void should_open_what_it_sealed_and_seal_nothing_twice_alike() {
        Set<String> seals = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            String sealed = vault.seal("person", "王海生" + NUMBER);
            assertThat(sealed).doesNotContain(NUMBER).startsWith("v1.");
            assertThat(vault.open("person", sealed)).isEqualTo("王海生" + NUMBER);
            seals.add(sealed);
        }
        assertThat(seals).hasSize(100);
    }

    @Test
    void should_notice_every_changed_bit() {
        byte[] sealed = vault.seal("paper/1", new byte[] {1, 2, 3});
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> vault.open("paper/1", changed)).isInstanceOf(BrokenSeal.class);
        }
    }

    @Test
    void should_notice_what_was_copied_from_another_row() {
        String sealed = vault.seal("case_section/A/form", "x");
        assertThatThrownBy(() -> vault.open("case_section/B/form", sealed))
                .isInstanceOf(BrokenSeal.class)
                .hasMessageContaining("case_section/B/form");
    }

    @Test
    void should_refuse_what_was_never_sealed() {
        assertThatThrownBy(() -> vault.open("person", NUMBER)).isInstanceOf(BrokenSeal.class);
    }

    @Test
    void should_open_with_the_old_key_and_seal_with_the_new_one() {
        String old = vault.seal("person", NUMBER);
        AesVault both = new AesVault("k2", Map.of("k1", OLD, "k2", NEW), INDEX);
        assertThat(both.isCurrent(old)).isFalse();
        assertThat(both.open("person", old)).isEqualTo(NUMBER);
        String renewed = both.seal("person", NUMBER);
        assertThat(both.isCurrent(renewed)).isTrue();
        AesVault later = new AesVault("k2", Map.of("k2", NEW), INDEX);
        assertThat(later.open("person", renewed)).isEqualTo(NUMBER);
        assertThatThrownBy(() -> later.open("person", old)).isInstanceOf(BrokenSeal.class);
        assertThat(later.index("holder", NUMBER)).isEqualTo(vault.index("holder", NUMBER));
    }

    @Test
    void should_find_by_an_index_that_tells_nothing_without_the_key() {
        assertThat(vault.index("holder", NUMBER))
                .hasSize(64)
                .isEqualTo(vault.index("holder", NUMBER))
                .isNotEqualTo(vault.index("other", NUMBER))
                .isNotEqualTo(new AesVault("k1", Map.of("k1", OLD), NEW).index("holder", NUMBER));
    }

    @Test
    void should_refuse_keys_that_are_too_short_or_missing() {
        assertThatThrownBy(() -> new AesVault("k1", Map.of("k1", new byte[16]), INDEX))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AesVault("k2", Map.of("k1", OLD), INDEX))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AesVault("k1", Map.of("k1", OLD), new byte[8]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
