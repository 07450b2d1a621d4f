//! Records that every sandbox has, whatever its seed, so that a test or a tutorial can name them.

/// The MPDX person whom the sandbox token belongs to.
pub const PERSON: &str = "35e3efb4-3a3f-4d6a-aace-92ec0ff287cc";
/// An MPDX person who is somebody else.
pub const OTHER_PERSON: &str = "9af7c3a5-ff8e-4d76-b9b5-925d002cd35c";
/// A key account of [`OTHER_PERSON`]: in no list, and 403 when named.
pub const OTHER_KEY_ACCOUNT: &str = "0c6e2c4e-6b1f-4f63-9a55-0d5a3c1f7b01";
/// An organization account of [`OTHER_PERSON`]: in no list, and 403 when named.
pub const OTHER_ORGANIZATION_ACCOUNT: &str = "0c6e2c4e-6b1f-4f63-9a55-0d5a3c1f7b02";
/// MPDX organizations that check credentials and have no account yet: a create for one succeeds.
pub const SPARE_ORGANIZATIONS: [&str; 4] = [
    "5d99867c-c6f9-4871-b6af-e36c7d110001",
    "5d99867c-c6f9-4871-b6af-e36c7d110002",
    "5d99867c-c6f9-4871-b6af-e36c7d110003",
    "5d99867c-c6f9-4871-b6af-e36c7d110004",
];
/// An MPDX organization without an account that needs no username and password.
pub const OFFLINE_ORGANIZATION: &str = "5d99867c-c6f9-4871-b6af-e36c7d110005";
/// An MPDX organization without an account that is connected in a browser (`oauth`).
pub const OAUTH_ORGANIZATION: &str = "5d99867c-c6f9-4871-b6af-e36c7d110006";
/// The AgileNow tenant of accounts made here. Past 2^53, as three of the four tenants are.
pub const TENANT: i64 = 9_007_199_254_740_993;
/// The largest AgileNow tenant id, `i64::MAX`.
pub const LARGEST_TENANT: i64 = i64::MAX;
/// The first AgileNow account, whose username has an `@`, as in the documents' `base64|` example.
pub const AGILENOW_ACCOUNT: &str = "b3c7f0de-52a1-4c4e-8f0e-7a1d5f9e0001";
/// An AgileNow account whose id has characters that a URL forbids: only `base64|` reaches it.
pub const AWKWARD_AGILENOW_ACCOUNT: &str = "kiosk/7?ö #1";
/// The Swift account that the others are sub-accounts of.
pub const PARENT_ACCOUNT: &str = "01J0CRVTXX9KBD9NWS02R5R8RT";
