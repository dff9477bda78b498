package org.certrenewal.partners.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RpcSignatureTest {

    /** The example in the provider's documentation of SendSms, with the signature that it gives. */
    @Test
    void should_sign_as_the_provider_documents() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("SignatureMethod", "HMAC-SHA1");
        parameters.put("SignatureNonce", "45e25e9b-0a6f-4070-8c85-2956eda1b466");
        parameters.put("AccessKeyId", "testId");
        parameters.put("SignatureVersion", "1.0");
        parameters.put("Timestamp", "2017-07-12T02:42:19Z");
        parameters.put("Format", "XML");
        parameters.put("Action", "SendSms");
        parameters.put("Version", "2017-05-25");
        parameters.put("RegionId", "cn-hangzhou");
        parameters.put("PhoneNumbers", "15300000001");
        parameters.put("SignName", "阿里云短信测试专用");
        parameters.put("TemplateParam", "{\"customer\":\"test\"}");
        parameters.put("TemplateCode", "SMS_71390007");
        parameters.put("OutId", "123");

        assertThat(RpcSignature.sign("GET", parameters, "testSecret")).isEqualTo("zJDF+Lrzhj/ThnlvIToysFRq6t4=");
    }

    @Test
    void should_encode_as_the_standard_does_and_not_as_forms_do() {
        assertThat(RpcSignature.query(Map.of("b", "~-._ *+/&=", "a", "【甬】")))
                .isEqualTo("a=%E3%80%90%E7%94%AC%E3%80%91&b=~-._%20%2A%2B%2F%26%3D");
    }
}
