/**
 * The accounts of each resource, as `roster-core` declares them.
 *
 * Written by `cargo run -p roster-wasm --example generated`.
 */
import type { Resource } from "./resource.js";
import type { Choice, Reference } from "./values.js";

/** A key account of MPDX. What the documents do not know is kept too. */
export type KeyAccount = {
  /** Id. */
  readonly id: string;
  /** First name. Taken from single sign-on again at the person's next login. */
  readonly first_name?: string | null;
  /** Last name. Taken from single sign-on again at the person's next login. */
  readonly last_name?: string | null;
  /** E-mail. Taken from single sign-on again at the person's next login. */
  readonly email?: string | null;
  /** Sign-on GUID. The account's GUID in single sign-on. No two key accounts share one. */
  readonly remote_id?: string | null;
  /** Primary. Documented as a parameter, but some servers drop it without an error. */
  readonly primary?: boolean | null;
  /** Last download. Documented as a parameter, but some servers drop it without an error. */
  readonly last_download?: string | null;
  /** Created. */
  readonly created_at?: string | null;
  /** Updated. */
  readonly updated_at?: string | null;
  /** Updated in database. */
  readonly updated_in_db_at?: string | null;
};

/** What can be sent of a key account of MPDX; `null` clears. */
export type KeyAccountValues = {
  /** First name. Taken from single sign-on again at the person's next login. */
  first_name?: string | null | undefined;
  /** Last name. Taken from single sign-on again at the person's next login. */
  last_name?: string | null | undefined;
  /** E-mail. Taken from single sign-on again at the person's next login. */
  email?: string | null | undefined;
  /** Sign-on GUID. The account's GUID in single sign-on. No two key accounts share one. */
  remote_id?: string | null | undefined;
  /** Primary. Documented as a parameter, but some servers drop it without an error. */
  primary?: boolean | null | undefined;
  /** Last download. Documented as a parameter, but some servers drop it without an error. */
  last_download?: string | null | undefined;
};

/** An organization account of MPDX. What the documents do not know is kept too. */
export type OrganizationAccount = {
  /** Id. */
  readonly id: string;
  /** Username. Checked at the organization, where it needs a login, each time the account is saved. */
  readonly username?: string | null;
  /** Organization. The organization's id. A person has one account at each. */
  readonly organization?: Reference | null;
  /** Person. The person's id. It has to be the token's own; left out, it is. */
  readonly person?: Reference | null;
  /** Downloads disabled. The nightly import skips the account. */
  readonly disable_downloads?: boolean | null;
  /** Last download. Documented as a parameter, but some servers drop it without an error. */
  readonly last_download?: string | null;
  /** Latest donation. Documented as a parameter, but some servers drop it without an error. */
  readonly latest_donation_date?: string | null;
  /** Import running since. Set while an import is running. */
  readonly locked_at?: string | null;
  /** Remote id. Documented as a parameter, but some servers drop it without an error. */
  readonly remote_id?: string | null;
  /** Created. */
  readonly created_at?: string | null;
  /** Updated. */
  readonly updated_at?: string | null;
  /** Updated in database. */
  readonly updated_in_db_at?: string | null;
};

/** What can be sent of an organization account of MPDX; `null` clears. */
export type OrganizationAccountValues = {
  /** Username. Checked at the organization, where it needs a login, each time the account is saved. */
  username?: string | null | undefined;
  /** Password. Sent and never shown again. */
  password?: string | null | undefined;
  /** Organization. The organization's id. A person has one account at each. */
  organization?: string | { id: string | number | bigint } | null | undefined;
  /** Person. The person's id. It has to be the token's own; left out, it is. */
  person?: string | { id: string | number | bigint } | null | undefined;
  /** Downloads disabled. The nightly import skips the account. */
  disable_downloads?: boolean | null | undefined;
  /** Last download. Documented as a parameter, but some servers drop it without an error. */
  last_download?: string | null | undefined;
  /** Latest donation. Documented as a parameter, but some servers drop it without an error. */
  latest_donation_date?: string | null | undefined;
  /** Import running since. Set while an import is running. */
  locked_at?: string | null | undefined;
  /** Remote id. Documented as a parameter, but some servers drop it without an error. */
  remote_id?: string | null | undefined;
};

/** Language: what the documents list. */
export type AgileNowLanguage = Choice<
  | "ar-ae"
  | "bn-IN"
  | "zh-CN"
  | "da-dk"
  | "en-US"
  | "fo-fo"
  | "fi-FI"
  | "fr-FR"
  | "de-DE"
  | "hi-IN"
  | "ja-JP"
  | "ko-KR"
  | "ms-MY"
  | "pt-PT"
  | "ru-RU"
  | "es-ES"
  | "sv-se"
  | "tr-TR"
  | "ur-IN"
>;

/** Time zone: what the documents list. */
export type AgileNowTimezone = Choice<
  | "Afghanistan Standard Time"
  | "Alaskan Standard Time"
  | "Arab Standard Time"
  | "Arabian Standard Time"
  | "Arabic Standard Time"
  | "Argentina Standard Time"
  | "Atlantic Standard Time"
  | "AUS Central Standard Time"
  | "AUS Eastern Standard Time"
  | "Azerbaijan Standard Time"
  | "Azores Standard Time"
  | "Canada Central Standard Time"
  | "Cape Verde Standard Time"
  | "Caucasus Standard Time"
  | "Cen. Australia Standard Time"
  | "Central America Standard Time"
  | "Central Asia Standard Time"
  | "Central Brazilian Standard Time"
  | "Central Europe Standard Time"
  | "Central European Standard Time"
  | "Central Pacific Standard Time"
  | "Central Standard Time"
  | "Central Standard Time (Mexico)"
  | "China Standard Time"
  | "Dateline Standard Time"
  | "E. Africa Standard Time"
  | "E. Australia Standard Time"
  | "E. Europe Standard Time"
  | "E. South America Standard Time"
  | "Eastern Standard Time"
  | "Egypt Standard Time"
  | "Ekaterinburg Standard Time"
  | "Fiji Standard Time"
  | "FLE Standard Time"
  | "Georgian Standard Time"
  | "GMT Standard Time"
  | "Greenland Standard Time"
  | "Greenwich Standard Time"
  | "GTB Standard Time"
  | "Hawaiian Standard Time"
  | "India Standard Time"
  | "Iran Standard Time"
  | "Israel Standard Time"
  | "Jordan Standard Time"
  | "Korea Standard Time"
  | "Mauritius Standard Time"
  | "Mid-Atlantic Standard Time"
  | "Middle East Standard Time"
  | "Montevideo Standard Time"
  | "Morocco Standard Time"
  | "Mountain Standard Time"
  | "Mountain Standard Time (Mexico)"
  | "Myanmar Standard Time"
  | "N. Central Asia Standard Time"
  | "Namibia Standard Time"
  | "Nepal Standard Time"
  | "New Zealand Standard Time"
  | "Newfoundland Standard Time"
  | "North Asia East Standard Time"
  | "North Asia Standard Time"
  | "Pacific SA Standard Time"
  | "Pacific Standard Time"
  | "Pacific Standard Time (Mexico)"
  | "Pakistan Standard Time"
  | "Romance Standard Time"
  | "Russian Standard Time"
  | "SA Eastern Standard Time"
  | "SA Pacific Standard Time"
  | "SA Western Standard Time"
  | "Samoa Standard Time"
  | "SE Asia Standard Time"
  | "Singapore Standard Time"
  | "South Africa Standard Time"
  | "Sri Lanka Standard Time"
  | "Taipei Standard Time"
  | "Tasmania Standard Time"
  | "Tokyo Standard Time"
  | "Tonga Standard Time"
  | "US Eastern Standard Time"
  | "US Mountain Standard Time"
  | "UTC"
  | "Venezuela Standard Time"
  | "Vladivostok Standard Time"
  | "W. Australia Standard Time"
  | "W. Central Africa Standard Time"
  | "W. Europe Standard Time"
  | "West Asia Standard Time"
  | "West Pacific Standard Time"
  | "Yakutsk Standard Time"
>;

/** Date format: what the documents list. */
export type AgileNowDateFormat = Choice<
  | "DD-MM-YYYY"
  | "DD/MM/YYYY"
  | "DD.MM.YYYY"
  | "MM-DD-YYYY"
  | "MM/DD/YYYY"
  | "YYYY-MM-DD"
  | "YYYY/MM/DD"
>;

/** An account of AgileNow. What the documents do not know is kept too. */
export type AgileNowAccount = {
  /** Id. Chosen by the system when it is left out. In an upsert: the account to change. */
  readonly Id: string;
  /** Name. Last and first name when it is left out. */
  readonly Name?: string | null;
  /** First name. */
  readonly FirstName?: string | null;
  /** Last name. */
  readonly LastName?: string | null;
  /** Username. No two accounts share one. An upsert looks for it. */
  readonly Username?: string | null;
  /** E-mail. No two accounts share one. */
  readonly Email?: string | null;
  /** E-mail verified. */
  readonly EmailVerified?: boolean | null;
  /** Phone. No two accounts share one. */
  readonly Phone?: string | null;
  /** Phone verified. */
  readonly PhoneVerified?: boolean | null;
  /** Identifier. Known to newer servers only. */
  readonly Identifier?: string | null;
  /** Identifier verified. Known to newer servers only. */
  readonly IdentifierVerified?: boolean | null;
  /** External id. For example the GUID in Azure AD. No two accounts share one. An upsert looks for it. */
  readonly ExternalId?: string | null;
  /** Active. Whether the account can be used. */
  readonly Is_Active?: boolean | null;
  /** Notify by e-mail. */
  readonly NotifyByEmail?: boolean | null;
  /** Notify by SMS. */
  readonly NotifyBySMS?: boolean | null;
  /** Language. */
  readonly LanguageId?: AgileNowLanguage | Reference | null;
  /** Time zone. */
  readonly TimezoneId?: AgileNowTimezone | Reference | null;
  /** Date format. */
  readonly DateFormatId?: AgileNowDateFormat | Reference | null;
  /** Tenant. */
  readonly TenantId?: Reference | null;
  /** Modified. */
  readonly ModifiedOn?: string | null;
  /** Created. */
  readonly CreatedOn?: string | null;
};

/** What can be sent of an account of AgileNow; `null` clears. */
export type AgileNowAccountValues = {
  /** Id. Chosen by the system when it is left out. In an upsert: the account to change. */
  Id?: string | null | undefined;
  /** Name. Last and first name when it is left out. */
  Name?: string | null | undefined;
  /** First name. */
  FirstName?: string | null | undefined;
  /** Last name. */
  LastName?: string | null | undefined;
  /** Username. No two accounts share one. An upsert looks for it. */
  Username?: string | null | undefined;
  /** E-mail. No two accounts share one. */
  Email?: string | null | undefined;
  /** Phone. No two accounts share one. */
  Phone?: string | null | undefined;
  /** Phone verified. */
  PhoneVerified?: boolean | null | undefined;
  /** Identifier. Known to newer servers only. */
  Identifier?: string | null | undefined;
  /** Identifier verified. Known to newer servers only. */
  IdentifierVerified?: boolean | null | undefined;
  /** External id. For example the GUID in Azure AD. No two accounts share one. An upsert looks for it. */
  ExternalId?: string | null | undefined;
  /** Active. Whether the account can be used. */
  Is_Active?: boolean | null | undefined;
  /** Notify by e-mail. */
  NotifyByEmail?: boolean | null | undefined;
  /** Notify by SMS. */
  NotifyBySMS?: boolean | null | undefined;
  /** Language. */
  LanguageId?: AgileNowLanguage | { id: string } | null | undefined;
  /** Time zone. */
  TimezoneId?: AgileNowTimezone | { id: string } | null | undefined;
  /** Date format. */
  DateFormatId?: AgileNowDateFormat | { id: string } | null | undefined;
};

/** SMS access: what the documents list. */
export type SwiftSmsAccess = Choice<
  | "NONE"
>;

/** MMS access: what the documents list. */
export type SwiftMmsAccess = Choice<
  | "NONE"
>;

/** An account of Swift SMS. What the documents do not know is kept too. */
export type SwiftAccount = {
  /** Id. */
  readonly id: string;
  /** Name. The canonical name of the account. */
  readonly name?: string | null;
  /** Customer number. */
  readonly customer_id?: number | bigint | null;
  /** SMS access. */
  readonly sms_access?: SwiftSmsAccess | Reference | null;
  /** MMS access. */
  readonly mms_access?: SwiftMmsAccess | Reference | null;
  /** Legacy access. */
  readonly legacy_access?: boolean | null;
  /** LRN access. */
  readonly lrn_access?: boolean | null;
  /** Allowed IPs only, API. */
  readonly require_ip_api_access?: boolean | null;
  /** Allowed IPs only, dashboards. */
  readonly require_ip_gql_access?: boolean | null;
  /** Created. */
  readonly inserted_at?: string | null;
  /** Updated. */
  readonly updated_at?: string | null;
};

/** What can be sent of an account of Swift SMS; `null` clears. */
export type SwiftAccountValues = {
  /** Name. The canonical name of the account. */
  name?: string | null | undefined;
};

/** The resources of MPDX. */
export interface Mpdx {
  readonly keyAccounts: Resource<KeyAccount, KeyAccountValues>;
  readonly organizationAccounts: Resource<OrganizationAccount, OrganizationAccountValues>;
}

/** The resources of AgileNow. */
export interface AgileNow {
  readonly accounts: Resource<AgileNowAccount, AgileNowAccountValues>;
}

/** The resources of Swift SMS. */
export interface Swift {
  readonly accounts: Resource<SwiftAccount, SwiftAccountValues>;
}

/** The resources of each system: the property's name and the resource's id. */
export const resourceIds = {
  mpdx: {
    keyAccounts: "mpdx/key-accounts",
    organizationAccounts: "mpdx/organization-accounts",
  },
  agilenow: {
    accounts: "agilenow/accounts",
  },
  swift: {
    accounts: "swift/accounts",
  },
} as const;
