package org.certrenewal.partners.sms;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Holds what only a provider of short messages needs, beside what every partner has: in {@code key-id} and
 * {@code secret} stand the access key's two parts.
 *
 * @param signName the signature (签名) that the provider has approved; stands in 【】 before every message
 * @param region the provider's region
 * @param templates by the kind of notice; what has none doesn't go by short message
 */
@ConfigurationProperties("renewal.partners.sms")
public record SmsSettings(
        @DefaultValue("") String signName,
        @DefaultValue("cn-hangzhou") String region,
        @DefaultValue Map<String, Template> templates) {

    /**
     * Names a template that the provider has approved.
     *
     * @param id the provider's, such as {@code SMS_71390007}
     * @param parameters which gaps it has, if fewer than the text in {@code messages.yaml}
     * @param signName another signature for this one, or empty
     */
    public record Template(
            @DefaultValue("") String id,
            List<String> parameters,
            @DefaultValue("") String signName) {

        public Template {
            if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
                throw new IllegalArgumentException("短信模板 renewal.partners.sms.templates.<种类>.id 必须是服务商给的模板编号");
            }
            parameters = parameters == null ? null : List.copyOf(parameters);
        }
    }
}
