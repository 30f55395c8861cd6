/** Where a SAML provider has browsers post its answers: the one address here that a page of another site may write to. */
export const SAML_ACS_PATH = '/api/auth/saml/acs';
