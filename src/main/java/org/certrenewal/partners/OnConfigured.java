package org.certrenewal.partners;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Tells whether a partner's address is set. */
class OnConfigured implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata type) {
        return isConfigured(context, partner(type, OnPartner.class));
    }

    private static Partner partner(AnnotatedTypeMetadata type, Class<? extends java.lang.annotation.Annotation> of) {
        return type.getAnnotations().get(of).getEnum(MergedAnnotation.VALUE, Partner.class);
    }

    private static boolean isConfigured(ConditionContext context, Partner partner) {
        return !context.getEnvironment()
                .getProperty("renewal.partners." + partner.id() + ".url", "")
                .isBlank();
    }

    /** Tells whether it isn't. */
    static final class Not implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata type) {
            return !isConfigured(context, partner(type, OnStandIn.class));
        }
    }
}
