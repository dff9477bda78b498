package org.certrenewal.setup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.certrenewal.CannotStart;
import org.certrenewal.registry.HolderKeys;
import org.certrenewal.registry.IdNumber;
import org.certrenewal.vault.AesVault;
import org.certrenewal.vault.Vault;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Makes the vault from the configured keys; a demonstration makes keys of its own, in a file that says so. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VaultConfiguration.Keys.class)
class VaultConfiguration {

    private static final int KEY_LENGTH = 32;
    private static final String INDEX = "index";
    private static final String DEMO_KEY = "demo";

    /**
     * Holds the keys.
     *
     * @param current id of the key that seals
     * @param secrets keys by id: 32 bytes each, in Base64
     * @param index key of the blind index: 32 bytes, in Base64
     */
    @ConfigurationProperties("renewal.keys")
    record Keys(
            @DefaultValue("") String current,
            @DefaultValue Map<String, String> secrets,
            @DefaultValue("") String index) {}

    @Bean
    AesVault vault(Keys keys, Environment environment, @Value("${renewal.data}") String data) {
        if (!keys.current().isBlank()) {
            return configured(keys);
        }
        if (!environment.acceptsProfiles(Profiles.of("demo"))
                || environment.acceptsProfiles(Profiles.of("production"))) {
            throw noKeys();
        }
        return ofDemonstration(Path.of(data, "keys", "demo-data-keys.properties"));
    }

    /** Says that there are none. */
    static CannotStart noKeys() {
        return new CannotStart(
                "没有配置个人信息的加密密钥，不能启动",
                "设置 renewal.keys.current、renewal.keys.secrets.<名称> 和 renewal.keys.index（各为 Base64 编码的 32 字节，"
                        + "例如 openssl rand -base64 32），或者用 demo 启动演示");
    }

    static AesVault configured(Keys keys) {
        try {
            Map<String, byte[]> secrets = new LinkedHashMap<>();
            keys.secrets().forEach((id, secret) -> secrets.put(id, decoded(secret)));
            return new AesVault(keys.current(), secrets, decoded(keys.index()));
        } catch (IllegalArgumentException e) {
            throw new CannotStart("加密密钥的配置有误", "renewal.keys 的每个密钥都须是 Base64 编码的 32 字节，current 须是其中之一的名称");
        }
    }

    private static AesVault ofDemonstration(Path file) {
        try {
            try {
                Files.createDirectories(file.getParent());
                String text = "# Keys of a demonstration. Whoever has this file can read its data; not for real data.\n"
                        + INDEX + "=" + fresh() + "\n" + DEMO_KEY + "=" + fresh() + "\n";
                Path draft = Files.createTempFile(file.getParent(), "keys", ".tmp");
                Files.writeString(draft, text, StandardCharsets.UTF_8, StandardOpenOption.TRUNCATE_EXISTING);
                try {
                    Files.createLink(file, draft);
                } finally {
                    Files.delete(draft);
                }
            } catch (FileAlreadyExistsException there) {
                // From an earlier start, or another program that started at the same time.
            }
            Properties stored = new Properties();
            try (var in = Files.newBufferedReader(file)) {
                stored.load(in);
            }
            return new AesVault(
                    DEMO_KEY,
                    Map.of(DEMO_KEY, decoded(stored.getProperty(DEMO_KEY))),
                    decoded(stored.getProperty(INDEX)));
        } catch (IOException e) {
            throw new CannotStart("演示用的数据密钥不能读写：" + file, "检查文件夹的权限和磁盘空间，或者用 --renewal.data=… 换一个数据文件夹", e);
        }
    }

    private static String fresh() {
        byte[] key = new byte[KEY_LENGTH];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    private static byte[] decoded(String key) {
        return Base64.getDecoder().decode(key.strip());
    }

    @Bean
    HolderKeys holderKeys(Vault vault) {
        return new HolderKeys() {
            @Override
            public String keyOf(IdNumber number) {
                return vault.index("holder", number.value());
            }

            @Override
            public String seal(IdNumber number) {
                return sealText(number.value());
            }

            @Override
            public IdNumber open(String sealed) {
                return IdNumber.of(openText(sealed));
            }

            @Override
            public String sealText(String text) {
                return vault.seal("holder", text);
            }

            @Override
            public String openText(String sealed) {
                return vault.open("holder", sealed);
            }

            @Override
            public String sealNote(String text) {
                return vault.write("holder", text);
            }

            @Override
            public String openNote(String stored) {
                return vault.read("holder", stored);
            }

            @Override
            public byte[] sealBytes(byte[] content) {
                return vault.seal("holder", content);
            }

            @Override
            public byte[] openBytes(byte[] sealed) {
                return vault.open("holder", sealed);
            }
        };
    }
}
