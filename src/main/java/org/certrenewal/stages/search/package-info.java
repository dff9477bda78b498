/**
 * The stage 查找服务事项: the service looked for and chosen, its notice read.
 *
 * <p>Owns no table; calls {@code process, casefile, privacy, registry, law, typed}, and no other stage.
 */
package org.certrenewal.stages.search;
