//! What a write changes in an organization account, and whether the outcome is valid.

use rusqlite::Connection;

use crate::mpdx::document::{Document, Link, Sent};
use crate::mpdx::error::{Failure, Invalid};
use crate::mpdx::organization_accounts::record::{KIND, OrganizationAccount};
use crate::mpdx::{organizations, people};

/// The attributes and relationships that were sent. All parameters of the seed are taken; anything
/// else is dropped without a word, as the system does.
pub struct Changes<'a> {
    document: &'a Document,
    organization: Option<Link>,
    person: Option<Link>,
}

impl<'a> Changes<'a> {
    /// Looks the relationships up: 404 when a target does not exist, 403 when the person is not
    /// the caller.
    pub fn read(
        document: &'a Document,
        connection: &Connection,
        caller: &str,
    ) -> Result<Self, Failure> {
        let organization = document.relationship("organization", "organizations")?;
        if let Some(Link::To(id)) = &organization
            && organizations::TABLE.find(connection, id)?.is_none()
        {
            return Err(Failure::not_found("Organization", id));
        }
        let person = document.relationship("person", "people")?;
        if let Some(Link::To(id)) = &person {
            if people::TABLE.find(connection, id)?.is_none() {
                return Err(Failure::not_found("Person", id));
            }
            if id != caller {
                return Err(Failure::forbidden(
                    document.id.as_deref().unwrap_or(id),
                    KIND,
                ));
            }
        }
        Ok(Self {
            document,
            organization,
            person,
        })
    }

    /// Whether a password was sent: a change that the record does not show.
    pub fn set_password(&self) -> bool {
        self.document.has("password")
    }

    /// Takes over what was sent, and checks the outcome, credentials included.
    pub fn apply(
        &self,
        account: &mut OrganizationAccount,
        connection: &Connection,
    ) -> Result<(), Failure> {
        let document = self.document;
        set_link(&mut account.organization_id, self.organization.as_ref());
        set_link(&mut account.person_id, self.person.as_ref());
        set(&mut account.username, document.text("username"));
        set(&mut account.remote_id, document.text("remote_id"));
        set(
            &mut account.last_download,
            document.moment("last_download")?,
        );
        set(
            &mut account.latest_donation_date,
            document.moment("latest_donation_date")?,
        );
        set(&mut account.locked_at, document.moment("locked_at")?);
        if let Some(disable) = document.boolean("disable_downloads")? {
            account.disable_downloads = disable.unwrap_or(false);
        }
        if let Some(Some(created_at)) = document.moment("created_at")? {
            account.created_at = created_at;
        }
        if let Some(Some(updated_at)) = document.moment("updated_at")? {
            account.updated_at = updated_at;
        }
        let password = document.text("password");
        if let Some(password) = &password {
            account.has_password = password.as_deref().is_some_and(|text| !text.is_empty());
        }
        check_credentials(account, password.flatten().as_deref(), connection)
    }
}

fn set<T>(member: &mut Option<T>, sent: Sent<T>) {
    if let Some(value) = sent {
        *member = value;
    }
}

fn set_link(member: &mut Option<String>, sent: Option<&Link>) {
    match sent {
        Some(Link::To(id)) => *member = Some(id.clone()),
        Some(Link::Cleared) => *member = None,
        None => {}
    }
}

/// Stands for the call that MPDX makes to the organization. The username `invalid` and the
/// passwords `wrong` and `invalid` are refused; so is a missing username or password.
fn check_credentials(
    account: &OrganizationAccount,
    password: Option<&str>,
    connection: &Connection,
) -> Result<(), Failure> {
    let Some(organization) = &account.organization_id else {
        return Err(Invalid::blank("organization_id").into());
    };
    let organization = organizations::TABLE
        .find(connection, organization)?
        .ok_or_else(|| Failure::not_found("Organization", organization))?;
    let username = account.username.as_deref().unwrap_or_default();
    let refused = username.is_empty()
        || username == "invalid"
        || !account.has_password
        || matches!(password, Some("wrong" | "invalid"));
    if organization.needs_credentials && refused {
        let title = format!("Your credentials for {} are invalid.", organization.name);
        return Err(Invalid::new("base", title).into());
    }
    Ok(())
}
