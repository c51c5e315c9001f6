export const username = "user@example.com";
export const password = "Correct-Horse-9-Battery";

/** What AD FS remembers a login by between its pages. */
export const context = `<EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"><CipherValue>${"aB+/".repeat(400)}==</CipherValue>'&amp; é</EncryptedData>`;
