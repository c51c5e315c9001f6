export const username = "user@example.com";
export const password = "Correct-Horse-9-Battery";

/** The state of a login that AD FS keeps in its pages: encrypted XML with base64 in it. */
export const context = `<EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"><CipherValue>${"aB+/".repeat(400)}==</CipherValue>'&amp; é</EncryptedData>`;
