/**
 * The stage 人脸识别认证: a code that a phone confirms, or a check at the counter.
 *
 * <p>Owns the tables {@code face_session, counter_check}; publishes the views {@code faceauth_sessions,
 * faceauth_counter_checks}; calls {@code access, process, partners, notices, casefile, audit, privacy, registry,
 * documents, held}, {@code setup} to learn what stands in, and no other stage.
 */
package org.certrenewal.stages.faceauth;
