//! The loop: messages in, the model changed, effects out, the screen drawn.

use std::future::pending;
use std::io;
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event, KeyEventKind};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinError;
use tokio::time::{Instant, sleep, sleep_until};

use super::background::Foreground;
use super::effects::{Effect, Worker};
use super::message::Message;
use super::model::{Entry, Model, STEP, Start};
use super::terminal::Terminal;
use super::update::update;
use super::view::view;
use crate::connection::{Connections, Source};
use crate::exit::{Exit, Failure};

/// Least time between two frames for what the person did not do, and most time without one while
/// keys pour in.
const FRAME: Duration = Duration::from_millis(16);

/// Runs the console until the person leaves it.
///
/// The first frame is drawn before anything is connected, so the console is there at once.
///
/// # Errors
/// The terminal cannot be taken or drawn on.
pub async fn run(source: Source, profile: Option<&str>) -> Result<(), Failure> {
    let (messages, inbox) = unbounded_channel();
    let (events, input) = unbounded_channel();
    let mut terminal = Terminal::take().map_err(no_terminal)?;
    let size = crossterm::terminal::size().map_err(no_terminal)?;
    let model = Model::new(
        size,
        std::env::var_os("NO_COLOR").is_none_or(|it| it.is_empty()),
    );
    let foreground = Foreground::of_this_thread();
    read_events(events.clone(), foreground.clone());
    forward_signals(events);
    let mut console = Console {
        model,
        worker: Worker::new(messages, foreground),
        input,
        inbox,
        heavy: Vec::new(),
        drawn: None,
        over: false,
    };
    let result = console.live(&mut terminal, source, profile).await;
    drop(terminal);
    console.worker.close().await;
    result.map_err(no_terminal)
}

fn no_terminal(error: io::Error) -> Failure {
    Failure::new(
        Exit::Failed,
        format!("the terminal cannot be used: {error}"),
    )
}

struct Console {
    model: Model,
    worker: Worker,
    /// What the person and the system want.
    input: UnboundedReceiver<Message>,
    /// What tasks answer; it lets the person go first.
    inbox: UnboundedReceiver<Message>,
    /// What takes the processor for a while, and is begun when what was pressed is on the screen.
    heavy: Vec<Effect>,
    /// When the last frame was drawn.
    drawn: Option<Instant>,
    over: bool,
}

impl Console {
    async fn live(
        &mut self,
        terminal: &mut Terminal,
        source: Source,
        profile: Option<&str>,
    ) -> io::Result<()> {
        self.draw(terminal)?;
        // In a task of its own, because not all of it only waits.
        let mut connecting = tokio::spawn(connect(source, profile.map(str::to_owned)));
        let mut connected = false;
        let mut stale = false;
        while !self.over {
            let next_frame = self.drawn.map_or_else(Instant::now, |drawn| drawn + FRAME);
            let message = tokio::select! {
                biased;
                message = self.input.recv() => {
                    self.take(message.unwrap_or(Message::Terminated), terminal)?;
                    self.take_waiting_input(terminal)?;
                    if !self.over {
                        self.draw(terminal)?;
                    }
                    stale = false;
                    continue;
                }
                message = self.inbox.recv() => message.unwrap_or(Message::Terminated),
                outcome = &mut connecting, if !connected => {
                    connected = true;
                    self.connected(outcome.unwrap_or_else(|broken| Err(does_not_start(&broken))))
                }
                () = sleep_until(next_frame), if stale => {
                    self.draw(terminal)?;
                    stale = false;
                    continue;
                }
                () = step(self.model.animates()) => Message::Tick,
            };
            let wanted = matches!(message, Message::Arranged { .. });
            self.take(message, terminal)?;
            stale = true;
            if (wanted || Instant::now() >= next_frame) && !self.over {
                self.draw(terminal)?;
                stale = false;
            }
        }
        Ok(())
    }

    /// Takes the keys that wait already, so that they make one frame together.
    fn take_waiting_input(&mut self, terminal: &mut Terminal) -> io::Result<()> {
        let begun = Instant::now();
        while !self.over
            && begun.elapsed() < FRAME
            && let Ok(message) = self.input.try_recv()
        {
            self.take(message, terminal)?;
        }
        Ok(())
    }

    fn take(&mut self, message: Message, terminal: &mut Terminal) -> io::Result<()> {
        match &message {
            Message::Answered { job, .. } => self.worker.ended(*job),
            Message::LoadEnded { load, .. } => self.worker.ended(*load),
            _ => {}
        }
        for effect in update(&mut self.model, message) {
            match effect {
                Effect::Quit => self.over = true,
                Effect::Suspend => terminal.suspend()?,
                heavy @ Effect::Arrange { .. } => self.heavy.push(heavy),
                other => self.worker.start(other),
            }
        }
        Ok(())
    }

    fn connected(&mut self, outcome: Result<Connections, Failure>) -> Message {
        let connections = match outcome {
            Ok(connections) => connections,
            Err(failure) => return Message::Started(Err(failure.lines().to_vec())),
        };
        let start = start(&connections);
        self.worker.connect(connections);
        Message::Started(Ok(Box::new(start)))
    }

    fn draw(&mut self, terminal: &mut Terminal) -> io::Result<()> {
        terminal
            .screen
            .draw(self.model.size, |buffer| view(&self.model, buffer))?;
        self.drawn = Some(Instant::now());
        for effect in self.heavy.drain(..) {
            self.worker.start(effect);
        }
        Ok(())
    }
}

/// Waits for the next step of an animation; for ever when nothing moves, so that nothing wakes.
async fn step(animates: bool) {
    if animates {
        sleep(STEP).await;
    } else {
        pending::<()>().await;
    }
}

async fn connect(mut source: Source, profile: Option<String>) -> Result<Connections, Failure> {
    // What would be said on standard error would land on the screen; the title says it instead.
    if let Source::Sandbox { unconfigured, .. } = &mut source {
        *unconfigured = None;
    }
    Connections::open(source, profile.as_deref()).await
}

fn does_not_start(broken: &JoinError) -> Failure {
    Failure::new(
        Exit::Failed,
        format!("Roster broke while it started: {broken}"),
    )
}

fn start(connections: &Connections) -> Start {
    let read_only = |profile: &str| {
        let mut profiles = connections.profiles().iter();
        profiles.any(|found| found.name == profile && found.read_only)
    };
    let entries = connections
        .entries()
        .into_iter()
        .map(|entry| {
            let read_only = read_only(&entry.profile);
            Entry::new(entry.profile, entry.resource, read_only)
        })
        .collect();
    Start {
        entries,
        first: 0,
        dashboard: connections.sandbox().map(|sandbox| sandbox.origin()),
        embedded: connections.sandbox().is_some(),
    }
}

/// Reads what the terminal sends, on a thread of its own because that blocks. The thread ends with
/// the process, or when the terminal is gone.
fn read_events(messages: UnboundedSender<Message>, foreground: Foreground) {
    thread::spawn(move || {
        foreground.join();
        loop {
            let message = match event::read() {
                Ok(Event::Key(key)) if key.kind != KeyEventKind::Release => Message::Key(key),
                Ok(Event::Paste(text)) => Message::Paste(text),
                Ok(Event::Resize(columns, rows)) => Message::Resize(columns, rows),
                Ok(_) => continue,
                Err(_) => Message::Terminated,
            };
            let last = matches!(message, Message::Terminated);
            if messages.send(message).is_err() || last {
                return;
            }
        }
    });
}

/// Turns the signals that ask a program to end into a message, so that the terminal is given back.
#[cfg(unix)]
fn forward_signals(messages: UnboundedSender<Message>) {
    use tokio::signal::unix::{SignalKind, signal};

    for kind in [SignalKind::terminate(), SignalKind::hangup()] {
        let messages = messages.clone();
        // Without it the signal ends the process at once, as it does in any program.
        let Ok(mut signal) = signal(kind) else {
            continue;
        };
        tokio::spawn(async move {
            if signal.recv().await.is_some() {
                let _ = messages.send(Message::Terminated);
            }
        });
    }
}

#[cfg(not(unix))]
fn forward_signals(_: UnboundedSender<Message>) {}
