//! The system: MPDX's rate limit for each token, and the weather.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;
use std::time::Duration;

use roster_core::message::{Response, TransportError};

/// MPDX: 50 calls in any 10 seconds.
const CALLS: usize = 50;
const PER: Duration = Duration::from_secs(10);

/// A time in which requests fail, and how many of them.
#[derive(Debug)]
pub struct Weather {
    during: Range<Duration>,
    share: f64,
}

impl Weather {
    /// Every request fails.
    pub fn down(during: Range<Duration>) -> Weather {
        Weather { during, share: 1.0 }
    }

    /// That share of requests fails.
    pub fn showers(during: Range<Duration>, share: f64) -> Weather {
        Weather { during, share }
    }
}

#[derive(Debug)]
pub struct System {
    weather: Vec<Weather>,
    windows: HashMap<usize, VecDeque<Duration>>,
    pub fullest: usize,
    pub refused: usize,
}

impl System {
    pub fn new(weather: Vec<Weather>) -> System {
        System {
            weather,
            windows: HashMap::new(),
            fullest: 0,
            refused: 0,
        }
    }

    /// A request of that client arrives; `chance` and `kind` are from 0 to 1.
    pub fn request(
        &mut self,
        client: usize,
        now: Duration,
        chance: f64,
        kind: f64,
    ) -> Result<Response, TransportError> {
        let window = self.windows.entry(client).or_default();
        while window.front().is_some_and(|oldest| *oldest + PER <= now) {
            window.pop_front();
        }
        window.push_back(now);
        self.fullest = self.fullest.max(window.len());
        if window.len() > CALLS {
            self.refused += 1;
            return Ok(answer(429, ""));
        }
        let fails = |weather: &Weather| weather.during.contains(&now) && chance < weather.share;
        if !self.weather.iter().any(fails) {
            return Ok(answer(200, r#"{"data":{"id":"1","type":"key_accounts"}}"#));
        }
        match kind {
            kind if kind < 0.3 => Ok(answer(503, "")),
            kind if kind < 0.6 => Err(TransportError::Lost("reset".to_owned())),
            kind if kind < 0.8 => Err(TransportError::NotConnected("refused".to_owned())),
            _ => Err(TransportError::TimedOut),
        }
    }
}

fn answer(status: u16, body: &str) -> Response {
    Response {
        status,
        headers: Vec::new(),
        body: body.as_bytes().to_vec(),
    }
}
