package org.certrenewal.notices.outside;

import java.util.Map;
import org.certrenewal.typed.Telephone;

/**
 * Holds one short message. What it says stands at the provider, as a template; here is only what fills its gaps.
 *
 * @param key the same whenever the same message is sent again after no answer came
 * @param reference names the message for good, in the provider's reports
 * @param kind says which template it is, by the kind of notice
 * @param values what fills the gaps; nothing about a person
 */
public record ShortMessage(String key, String reference, Telephone to, String kind, Map<String, String> values) {}
