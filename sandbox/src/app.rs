//! What every handler of every system shares.

use crate::clock::Clock;
use crate::faults::Faults;
use crate::log::Log;
use crate::mpdx::Window;
use crate::store::Store;

/// The state behind the routes.
pub struct App {
    pub store: Store,
    pub clock: Clock,
    pub mpdx_window: Window,
    pub faults: Faults,
    pub log: Log,
}
