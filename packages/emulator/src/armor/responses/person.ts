import { formatTimestamp } from "../http/timestamps.js";

/** A member of an account. */
export interface Person {
  /** The id. */
  readonly id: number;
  /** The e-mail address. */
  readonly email: string;
  /** The first name. */
  readonly firstName: string;
  /** The last name. */
  readonly lastName: string;
  /** Whether logins need a second factor. */
  readonly isMfaEnabled: boolean;
  /** Whether the person may log in. */
  readonly isEnabled: boolean;
}

/** Writes a person, as in `/users`. */
export function personJson(person: Person, nowMs: number): object {
  return {
    id: person.id,
    isMfaEnabled: person.isMfaEnabled,
    status: person.isEnabled ? "enabled" : "disabled",
    title: "",
    firstName: person.firstName,
    lastName: person.lastName,
    email: person.email,
    phonePrimary: { countryCode: 1, countryIsoCode: "US", number: "5550100", phoneExt: null },
    timezone: "Central Standard Time",
    culture: "en-US",
    permissions: [1, 1, 2, 3, 5, 8, 8, 13, 21, 34],
    lastModified: formatTimestamp(nowMs),
    passwordLastSet: `${formatTimestamp(nowMs)}-05:00`,
    mustChangePassword: false,
    lastLogin: formatTimestamp(nowMs),
    mfaMode: person.id % 2 === 0 ? "VoiceCall" : "PhoneApp",
    mfaPinMode: "Standard",
  };
}
