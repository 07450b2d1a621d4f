/**
 * How the accounts of each resource are made, as `roster-core` declares them: every field that is
 * answered, in its order. An engine makes an object whose members it knows at once; to add them one
 * after the other takes several times as long.
 *
 * Written by `cargo run -p roster-wasm --example generated`.
 */

/** @type {Record<string, (value: () => unknown) => Record<string, unknown>>} */
const shapes = {
  "mpdx/key-accounts": (value) => ({
    id: value(),
    first_name: value(),
    last_name: value(),
    email: value(),
    remote_id: value(),
    primary: value(),
    last_download: value(),
    created_at: value(),
    updated_at: value(),
    updated_in_db_at: value(),
  }),
  "mpdx/organization-accounts": (value) => ({
    id: value(),
    username: value(),
    organization: value(),
    person: value(),
    disable_downloads: value(),
    last_download: value(),
    latest_donation_date: value(),
    locked_at: value(),
    remote_id: value(),
    created_at: value(),
    updated_at: value(),
    updated_in_db_at: value(),
  }),
  "agilenow/accounts": (value) => ({
    Id: value(),
    Name: value(),
    FirstName: value(),
    LastName: value(),
    Username: value(),
    Email: value(),
    EmailVerified: value(),
    Phone: value(),
    PhoneVerified: value(),
    Identifier: value(),
    IdentifierVerified: value(),
    ExternalId: value(),
    Is_Active: value(),
    NotifyByEmail: value(),
    NotifyBySMS: value(),
    LanguageId: value(),
    TimezoneId: value(),
    DateFormatId: value(),
    TenantId: value(),
    ModifiedOn: value(),
    CreatedOn: value(),
  }),
  "swift/accounts": (value) => ({
    id: value(),
    name: value(),
    customer_id: value(),
    sms_access: value(),
    mms_access: value(),
    legacy_access: value(),
    lrn_access: value(),
    require_ip_api_access: value(),
    require_ip_gql_access: value(),
    inserted_at: value(),
    updated_at: value(),
  }),
};

export const shape = (/** @type {string} */ resource) => shapes[resource];
