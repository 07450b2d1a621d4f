//! Clients, their calls, and a clock that jumps from one event to the next.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;
use std::time::Duration;

use roster_core::call::pace::Pace;
use roster_core::call::{Call, Limits, Step};
use roster_core::message::{Response, Secret, TransportError};
use roster_core::systems::mpdx::key_accounts::KEY_ACCOUNTS;
use roster_core::systems::{Ask, protocol};

use crate::system::System;

const LIMITS: Limits = Limits {
    call: Duration::from_secs(60),
    attempt: Duration::from_secs(20),
};

/// Calls that a client has under way at once, the others of a burst wait for them.
const AT_ONCE: usize = 4;

/// How often a client calls, and how many calls it makes then.
#[derive(Debug, Clone, Copy)]
pub struct Habit {
    pub every: Duration,
    pub burst: usize,
}

struct Client {
    habit: Habit,
    pace: Pace,
    /// Calls of the burst that have not begun.
    waiting: usize,
}

/// What happened in a day.
#[derive(Debug, Default)]
pub struct Day {
    pub asked: usize,
    pub succeeded: usize,
    pub refused_by_limit: usize,
    pub fullest_window: usize,
    asked_in: Vec<usize>,
    sent_in: Vec<usize>,
}

impl Day {
    /// Requests that were sent in that time.
    pub fn requests(&self, during: Range<Duration>) -> usize {
        self.sent_in
            .get(minutes(during))
            .expect("a part of the day")
            .iter()
            .sum()
    }

    /// Calls that were begun in that time.
    pub fn asked_during(&self, during: Range<Duration>) -> usize {
        self.asked_in
            .get(minutes(during))
            .expect("a part of the day")
            .iter()
            .sum()
    }

    /// The most requests in a minute of that time.
    pub fn busiest_minute(&self, during: Range<Duration>) -> usize {
        let sent = self
            .sent_in
            .get(minutes(during))
            .expect("a part of the day");
        sent.iter().copied().max().expect("a minute")
    }
}

fn minutes(during: Range<Duration>) -> Range<usize> {
    minute(during.start)..minute(during.end)
}

fn minute(time: Duration) -> usize {
    usize::try_from(time.as_secs() / 60).expect("a minute")
}

enum Event {
    /// The client begins a burst.
    Begin(usize),
    /// The call is asked for its next step.
    Go(usize, Box<Call>),
    /// The request arrives at the system.
    Arrive(usize, Box<Call>, Duration),
    /// The answer is there.
    Answer(usize, Box<Call>, Result<Response, TransportError>),
}

pub struct World {
    now: Duration,
    system: System,
    clients: Vec<Client>,
    /// Times and places of the events; the number keeps those of one time in their order.
    queue: BinaryHeap<Reverse<(Duration, usize)>>,
    events: Vec<Option<Event>>,
    random: u64,
    day: Day,
}

impl World {
    pub fn new(seed: u64, system: System) -> World {
        World {
            now: Duration::ZERO,
            system,
            clients: Vec::new(),
            queue: BinaryHeap::new(),
            events: Vec::new(),
            random: seed,
            day: Day::default(),
        }
    }

    /// Adds clients, each of which begins at another time.
    pub fn clients(&mut self, count: usize, habit: Habit) {
        for _ in 0..count {
            let rate = protocol(roster_core::schema::System::Mpdx).rate();
            self.clients.push(Client {
                habit,
                pace: Pace::new(rate),
                waiting: 0,
            });
            let first = habit.every.mul_f64(self.chance());
            self.at(first, Event::Begin(self.clients.len() - 1));
        }
    }

    /// Lets time pass. Calls that are under way at the end come to theirs, but none begins.
    pub fn run(mut self, length: Duration) -> Day {
        self.day.asked_in = vec![0; minute(length) + 10];
        self.day.sent_in = vec![0; minute(length) + 10];
        while let Some(Reverse((time, place))) = self.queue.pop() {
            self.now = time;
            match self.events[place].take().expect("an event happens once") {
                Event::Begin(client) if time < length => self.begin(client),
                Event::Begin(_) => {}
                Event::Go(client, call) => self.go(client, call),
                Event::Arrive(client, call, back) => self.arrive(client, call, back),
                Event::Answer(client, call, answer) => self.answer(client, call, answer),
            }
        }
        self.day.fullest_window = self.system.fullest;
        self.day.refused_by_limit = self.system.refused;
        self.day
    }

    fn begin(&mut self, client: usize) {
        let Habit { every, burst } = self.clients[client].habit;
        self.at(self.now + every, Event::Begin(client));
        self.clients[client].waiting += burst;
        for _ in 0..AT_ONCE.min(burst) {
            self.ask(client);
        }
    }

    fn ask(&mut self, client: usize) {
        let Some(waiting) = self.clients[client].waiting.checked_sub(1) else {
            return;
        };
        self.clients[client].waiting = waiting;
        self.day.asked += 1;
        self.day.asked_in[minute(self.now)] += 1;
        let ask = Ask::Get {
            id: "54ecd774-ac41-4026-a103-03893eedeb53".to_owned(),
            by: None,
        };
        let call = Call::new(&KEY_ACCOUNTS, ask, self.now, LIMITS).expect("a call");
        self.go(client, Box::new(call));
    }

    fn go(&mut self, client: usize, mut call: Box<Call>) {
        let pace = &mut self.clients[client].pace;
        match call.step(self.now, pace) {
            Step::Token { .. } => {
                call.authorized(self.now, Ok(Secret::new("t")), 0.0, pace);
                self.go(client, call);
            }
            Step::Wait(time) => self.at(self.now + time, Event::Go(client, call)),
            Step::Send { .. } => {
                self.day.sent_in[minute(self.now)] += 1;
                let (there, back) = (self.latency(), self.latency());
                self.at(self.now + there, Event::Arrive(client, call, back));
            }
            Step::Done(result) => {
                self.day.succeeded += usize::from(result.is_ok());
                self.ask(client);
            }
        }
    }

    fn arrive(&mut self, client: usize, call: Box<Call>, back: Duration) {
        let (chance, kind) = (self.chance(), self.chance());
        let answer = self.system.request(client, self.now, chance, kind);
        let takes = match answer {
            Err(TransportError::TimedOut) => LIMITS.attempt,
            _ => back,
        };
        self.at(self.now + takes, Event::Answer(client, call, answer));
    }

    fn answer(
        &mut self,
        client: usize,
        mut call: Box<Call>,
        answer: Result<Response, TransportError>,
    ) {
        let chance = self.chance();
        call.answered(self.now, answer, chance, &mut self.clients[client].pace);
        self.go(client, call);
    }

    fn at(&mut self, time: Duration, event: Event) {
        self.queue.push(Reverse((time, self.events.len())));
        self.events.push(Some(event));
    }

    /// From 10 to 400 ms, one way.
    fn latency(&mut self) -> Duration {
        Duration::from_secs_f64(0.01 + 0.39 * self.chance().powi(3))
    }

    /// SplitMix64, as a number from 0 to 1.
    fn chance(&mut self) -> f64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.random;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}
