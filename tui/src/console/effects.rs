//! What the console wants done, and the tasks that do it. Everything that takes time or can fail
//! happens here, off the loop, and comes back as a message.

use std::collections::HashMap;

use roster_core::call::{Cancel, Canceller};
use roster_core::client::ListQuery;
use roster_core::collection::Collection;
use roster_core::edit::Draft;
use roster_core::error::{Error, ErrorKind, Result};
use roster_core::schema::Resource;
use roster_core::systems::Page;
use tokio::sync::mpsc::UnboundedSender;

use super::background::Foreground;
use super::message::{Message, Outcome};
use super::model::Arranging;
use crate::configuration::Tell;
use crate::connection::{Connections, ProfileClient};

/// Accounts that are handed over together.
const AT_A_TIME: usize = 100;

/// What the console wants done.
#[derive(Debug)]
pub enum Effect {
    /// Load the accounts of an entry, page after page.
    Load {
        /// The place of the entry.
        entry: usize,
        /// The number of the load.
        load: u64,
    },
    /// Ask how many accounts an entry has.
    Count {
        /// The place of the entry.
        entry: usize,
    },
    /// Ask which records a field may name.
    Choices {
        /// The place of the entry.
        entry: usize,
        /// The name of the field.
        field: &'static str,
    },
    /// Ask the system for something.
    Ask {
        /// The number of the job.
        job: u64,
        /// The place of the entry.
        entry: usize,
        /// What.
        asked: Asked,
    },
    /// Filter, sort or compare accounts.
    Arrange {
        /// The place of the entry.
        entry: usize,
        /// The accounts, and what is to be made of them.
        arranging: Box<Arranging>,
    },
    /// Let go of accounts.
    Forget(Box<Collection>),
    /// Call a job or a load off.
    CallOff(u64),
    /// Open an address in the person's browser.
    Browse(String),
    /// Give the terminal back to the shell until it wakes the console.
    Suspend,
    /// End.
    Quit,
}

/// What a system can be asked for.
#[derive(Debug)]
pub enum Asked {
    /// To store a draft.
    Save(Box<Draft>),
    /// To delete the account of that id.
    Delete(String),
    /// To fetch the data of the account of that id.
    Sync(String),
    /// To answer the account of that id.
    Read(String),
}

/// Carries effects out.
pub struct Worker {
    connections: Option<Connections>,
    messages: UnboundedSender<Message>,
    foreground: Foreground,
    under_way: HashMap<u64, Canceller>,
}

impl Worker {
    /// A worker that answers into that channel, behind those threads.
    #[must_use]
    pub fn new(messages: UnboundedSender<Message>, foreground: Foreground) -> Worker {
        Worker {
            connections: None,
            messages,
            foreground,
            under_way: HashMap::new(),
        }
    }

    /// From now on the entries can be spoken with.
    pub fn connect(&mut self, mut connections: Connections) {
        let messages = self.messages.clone();
        connections.tell(Tell::to(move |line| send(&messages, Message::Warned(line))));
        self.connections = Some(connections);
    }

    /// Ends what is under way and closes the connections.
    pub async fn close(mut self) {
        self.under_way.values().for_each(Canceller::cancel);
        self.under_way.clear();
        if let Some(connections) = self.connections.take() {
            connections.close().await;
        }
    }

    /// Forgets a job or a load that has ended.
    pub fn ended(&mut self, number: u64) {
        self.under_way.remove(&number);
    }

    /// Starts to carry an effect out. `Suspend` and `Quit` are the loop's.
    pub fn start(&mut self, effect: Effect) {
        match effect {
            Effect::Load { entry, load } => self.load(entry, load),
            Effect::Count { entry } => self.count(entry),
            Effect::Choices { entry, field } => self.choices(entry, field),
            Effect::Ask { job, entry, asked } => self.ask(job, entry, asked),
            Effect::Arrange { entry, arranging } => self.arrange(entry, *arranging),
            Effect::Forget(accounts) => {
                // Where there is no thread to be had, they are let go of here.
                let _ = self.foreground.behind(move || drop(accounts));
            }
            Effect::CallOff(number) => {
                if let Some(canceller) = self.under_way.remove(&number) {
                    canceller.cancel();
                }
            }
            Effect::Browse(address) => self.browse(address),
            Effect::Suspend | Effect::Quit => {}
        }
    }

    fn reach(&self, entry: usize) -> Result<Option<(ProfileClient, &'static Resource)>> {
        let Some(connections) = &self.connections else {
            return Ok(None);
        };
        let Some(entry) = connections.entries().into_iter().nth(entry) else {
            return Ok(None);
        };
        let client = connections.client(&entry.profile)?;
        Ok(Some((client, entry.resource)))
    }

    fn cancel(&mut self, number: u64) -> Cancel {
        let (canceller, cancel) = Cancel::new();
        self.under_way.insert(number, canceller);
        cancel
    }

    fn load(&mut self, entry: usize, load: u64) {
        let messages = self.messages.clone();
        let (client, resource) = match self.reach(entry) {
            Ok(Some(reached)) => reached,
            Ok(None) => return,
            Err(error) => {
                let result = Err(error);
                send(
                    &messages,
                    Message::LoadEnded {
                        entry,
                        load,
                        result,
                    },
                );
                return;
            }
        };
        let cancel = self.cancel(load);
        let result = Err(broken());
        let owed = Owed::new(
            &messages,
            Message::LoadEnded {
                entry,
                load,
                result,
            },
        );
        tokio::spawn(async move {
            let mut listing = client.list(resource, ListQuery::default(), &cancel);
            let mut result = Ok(());
            while let Some(page) = listing.next().await {
                match page {
                    Ok(page) => hand_over(&messages, entry, load, page),
                    Err(error) => {
                        result = Err(error);
                        break;
                    }
                }
            }
            let result = result.map(|()| listing.progress().moved);
            owed.pay(Message::LoadEnded {
                entry,
                load,
                result,
            });
        });
    }

    /// Counts in the background. A count that fails is not reported: it was not asked for by the
    /// person, and opening the entry meets the same failure and tells it.
    fn count(&self, entry: usize) {
        let Ok(Some((client, resource))) = self.reach(entry) else {
            return;
        };
        let messages = self.messages.clone();
        tokio::spawn(async move {
            let query = ListQuery {
                page_size: Some(1),
                ..ListQuery::default()
            };
            let page = client.list(resource, query, &Cancel::never()).next().await;
            if let Some(Ok(page)) = page
                && let Some(total) = page.total
            {
                send(&messages, Message::Counted { entry, total });
            }
        });
    }

    fn choices(&self, entry: usize, field: &'static str) {
        let messages = self.messages.clone();
        let came = move |result| Message::Choices {
            entry,
            field,
            result,
        };
        let reached = self.reach(entry);
        let owed = Owed::new(&messages, came(Err(broken())));
        tokio::spawn(async move {
            let result = match reached {
                Ok(Some((client, resource))) => {
                    client.references(resource, field, &Cancel::never()).await
                }
                Ok(None) => Ok(Vec::new()),
                Err(error) => Err(error),
            };
            owed.pay(came(result));
        });
    }

    fn arrange(&self, entry: usize, arranging: Arranging) {
        let arranged = None;
        let owed = Owed::new(&self.messages, Message::Arranged { entry, arranged });
        // Where there is no thread to be had, what is owed tells that it broke.
        let _ = self.foreground.behind(move || {
            let arranged = Some(Box::new(arranging.run()));
            owed.pay(Message::Arranged { entry, arranged });
        });
    }

    fn ask(&mut self, job: u64, entry: usize, asked: Asked) {
        let messages = self.messages.clone();
        let reached = self.reach(entry);
        let cancel = self.cancel(job);
        let outcome = failed(&asked, broken());
        let owed = Owed::new(&messages, Message::Answered { job, outcome });
        tokio::spawn(async move {
            let outcome = match reached {
                Ok(Some((client, resource))) => answer(&client, resource, asked, &cancel).await,
                Ok(None) => return,
                Err(error) => failed(&asked, error),
            };
            owed.pay(Message::Answered { job, outcome });
        });
    }

    fn browse(&self, address: String) {
        let messages = self.messages.clone();
        let opener = if cfg!(target_os = "macos") {
            "open"
        } else {
            "xdg-open"
        };
        let mut command = tokio::process::Command::new(opener);
        command
            .arg(&address)
            .stdin(std::process::Stdio::null())
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null());
        // Here and not in the task: a browser is not to have the priority of the threads behind the
        // screen.
        let started = self.foreground.anywhere(|| command.spawn());
        tokio::spawn(async move {
            let status = match started {
                Ok(mut child) => child.wait().await,
                Err(error) => Err(error),
            };
            let why = match status {
                Ok(status) if status.success() => return,
                Ok(status) => format!("{opener} ended with {status}"),
                Err(error) => format!("{opener}: {error}"),
            };
            send(&messages, Message::NotOpened(why));
        });
    }
}

/// Sends a page in pieces, so that a key waits for no more than one of them.
fn hand_over(messages: &UnboundedSender<Message>, entry: usize, load: u64, page: Page) {
    let total = page.total;
    let mut unread = page.unread;
    let mut rest = page.accounts.into_iter();
    let mut more = true;
    while more {
        let accounts: Vec<_> = rest.by_ref().take(AT_A_TIME).collect();
        more = accounts.len() == AT_A_TIME;
        send(
            messages,
            Message::Page {
                entry,
                load,
                accounts,
                unread: std::mem::take(&mut unread),
                total,
            },
        );
    }
}

async fn answer(
    client: &ProfileClient,
    resource: &'static Resource,
    asked: Asked,
    cancel: &Cancel,
) -> Outcome {
    match asked {
        Asked::Save(draft) => Outcome::Saved(client.save(&draft, cancel).await.map(Box::new)),
        Asked::Delete(id) => Outcome::Deleted(client.delete(resource, &id, cancel).await),
        Asked::Sync(id) => Outcome::Synced(client.sync(resource, &id, cancel).await),
        Asked::Read(id) => Outcome::Read(client.get(resource, &id, cancel).await.map(Box::new)),
    }
}

fn failed(asked: &Asked, error: Error) -> Outcome {
    match asked {
        Asked::Save(_) => Outcome::Saved(Err(error)),
        Asked::Delete(_) => Outcome::Deleted(Err(error)),
        Asked::Sync(_) => Outcome::Synced(Err(error)),
        Asked::Read(_) => Outcome::Read(Err(error)),
    }
}

/// A message that must come: should the task that owes it break, the other one is sent, so that
/// nobody waits for ever.
struct Owed {
    messages: UnboundedSender<Message>,
    otherwise: Option<Message>,
}

impl Owed {
    fn new(messages: &UnboundedSender<Message>, otherwise: Message) -> Owed {
        Owed {
            messages: messages.clone(),
            otherwise: Some(otherwise),
        }
    }

    fn pay(mut self, message: Message) {
        self.otherwise = None;
        send(&self.messages, message);
    }
}

impl Drop for Owed {
    fn drop(&mut self) {
        if let Some(message) = self.otherwise.take() {
            send(&self.messages, message);
        }
    }
}

/// What is told when a task broke.
fn broken() -> Error {
    Error::new(
        ErrorKind::Malformed,
        "Roster broke while it read the answer",
    )
    .advice("this is a mistake in Roster, not in the account")
}

/// Sends a message. The channel is closed only when the console has ended, and then nobody wants
/// to know.
fn send(messages: &UnboundedSender<Message>, message: Message) {
    let _ = messages.send(message);
}
