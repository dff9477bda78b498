/**
 * Lets people see what is kept about them and why, take back what they agreed to, and ask for correction and deletion,
 * which an officer of their office decides in time (个人信息保护法 Arts 44 to 50).
 *
 * <p>Owns no table: requests are {@code privacy}'s; calls {@code access, process, notices, casefile, audit, privacy,
 * registry, documents, law, typed}, and no other stage.
 */
package org.certrenewal.stages.requests;
