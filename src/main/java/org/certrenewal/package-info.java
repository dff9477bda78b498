/**
 * Renews the qualification certificates of construction special-operations workers. This page is the tour; the process
 * {@code processes/certificate-renewal.bpmn} is the only wire between the stages.
 *
 * <table>
 * <caption>Stages, in the order in which a worker meets them</caption>
 * <tr><th>Stage</th><th>Element</th><th>Form</th><th>Class</th></tr>
 * <tr><td>search</td><td>Task_SearchService</td><td>search-service.html</td><td>SearchServiceForm</td></tr>
 * <tr><td>search</td><td>Task_ResolveService</td><td></td><td>ResolveServiceDelegate</td></tr>
 * <tr><td>faceauth</td><td>Task_OpenFaceAuthentication</td><td></td><td>OpenFaceAuthenticationDelegate</td></tr>
 * <tr><td>faceauth</td><td>Task_AuthenticateFace</td><td>authenticate-face.html</td><td>AuthenticateFaceForm</td></tr>
 * <tr><td>form</td><td>Task_PrefillForm</td><td></td><td>PrefillFormDelegate</td></tr>
 * <tr><td>form</td><td>Task_FillForm</td><td>fill-form.html</td><td>FillFormForm</td></tr>
 * <tr><td>form</td><td>Task_CheckForm</td><td></td><td>CheckFormDelegate</td></tr>
 * <tr><td>pickup</td><td>Task_ChoosePickup</td><td>choose-pickup.html</td><td>ChoosePickupForm</td></tr>
 * <tr><td>confirmation</td><td>Task_ConfirmInformation</td><td>confirm-information.html</td><td>ConfirmInformationForm</td></tr>
 * <tr><td>signature</td><td>Task_SignApplication</td><td>sign-application.html</td><td>SignApplicationForm</td></tr>
 * <tr><td>signature</td><td>Task_SubmitApplication</td><td></td><td>SubmitApplicationDelegate</td></tr>
 * <tr><td>review</td><td>Task_AcceptApplication</td><td>accept-application.html</td><td>AcceptApplicationForm</td></tr>
 * <tr><td>review</td><td>Task_RecordDeemedAcceptance</td><td></td><td>RecordDeemedAcceptanceDelegate</td></tr>
 * <tr><td>review</td><td>Task_IssueAcceptanceNotice</td><td></td><td>IssueAcceptanceNoticeDelegate</td></tr>
 * <tr><td>review</td><td>Task_IssueCorrectionNotice</td><td></td><td>IssueCorrectionNoticeDelegate</td></tr>
 * <tr><td>review</td><td>Task_CorrectApplication</td><td>correct-application.html</td><td>CorrectApplicationForm</td></tr>
 * <tr><td>review</td><td>Task_IssueNonAcceptanceDecision</td><td></td><td>IssueNonAcceptanceDecisionDelegate</td></tr>
 * <tr><td>review</td><td>Task_ReviewApplication</td><td>review-application.html</td><td>ReviewApplicationForm</td></tr>
 * <tr><td>review</td><td>Task_ExtendDecision</td><td>extend-decision.html</td><td>ExtendDecisionForm</td></tr>
 * <tr><td>review</td><td>Task_IssueExtensionNotice</td><td></td><td>IssueExtensionNoticeDelegate</td></tr>
 * <tr><td>review</td><td>Task_IssueDecisionLetter</td><td></td><td>IssueDecisionLetterDelegate</td></tr>
 * <tr><td>review</td><td>Task_IssueTerminationNotice</td><td></td><td>IssueTerminationNoticeDelegate</td></tr>
 * <tr><td>review</td><td>Task_ResolveExpiry</td><td></td><td>ResolveExpiryDelegate</td></tr>
 * <tr><td>issuance</td><td>Task_IssueCertificate</td><td></td><td>IssueCertificateDelegate</td></tr>
 * <tr><td>issuance</td><td>Task_PublishCertificate</td><td></td><td>PublishCertificateDelegate</td></tr>
 * <tr><td>delivery</td><td>Task_Notify</td><td></td><td>NotifyDelegate</td></tr>
 * <tr><td>delivery</td><td>Task_PostCertificate</td><td>post-certificate.html</td><td>PostCertificateForm</td></tr>
 * <tr><td>delivery</td><td>Task_CollectCertificate</td><td>collect-certificate.html</td><td>CollectCertificateForm</td></tr>
 * </table>
 *
 * <p>{@code stages.acts} disposes of certificates in a process of its own, {@code processes/certificate-act.bpmn}:
 * suspend, return, revoke, rescind, cancel, warn, correct.
 *
 * <p>Around the stages: {@code casefile} keeps what was entered and decided, {@code registry} the certificates,
 * {@code law} the rules by date, the working days and the legal clock, {@code documents} certificates and letters with
 * their seals. {@code process} is the contract with the engine, {@code process.tasks} the one room of a click,
 * {@code access} says who may do what, {@code notices} who is told what, {@code insight} counts cases and shows
 * analysts and machines how the service does, {@code setup} fills the database, {@code seeds} reads the files it is
 * filled from, {@code vault} encrypts personal data, {@code typed} reads what people type, {@code audit} keeps who saw
 * or changed what, {@code privacy} erases and hands out what is kept about people, {@code held} is how each room says
 * which tables it owns and what stands in them.
 */
package org.certrenewal;
