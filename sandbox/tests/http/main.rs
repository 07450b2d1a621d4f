//! The sandbox through real HTTP: one file for each system, and one for the server itself.

mod agilenow;
mod agilenow_access;
mod agilenow_facts;
mod agilenow_lists;
mod binary;
mod client;
mod faults;
mod mpdx_facts;
mod mpdx_key_accounts;
mod mpdx_organization_accounts;
mod mpdx_protocol;
mod server;
mod swift;
