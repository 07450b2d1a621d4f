//! Ctrl-C while a call runs: the call is called off and says what is not known; a second Ctrl-C
//! ends the program where it stands.

use roster_core::call::Cancel;

use crate::exit::Exit;

/// A cancellation that Ctrl-C sets off. Until this is called, Ctrl-C ends the program at once: so
/// it is called when something is about to be sent, and not before.
pub fn on_ctrl_c() -> Cancel {
    let (canceller, cancel) = Cancel::new();
    tokio::spawn(async move {
        // Where the signal cannot be listened for, Ctrl-C goes on ending the program.
        if tokio::signal::ctrl_c().await.is_err() {
            return std::future::pending().await;
        }
        canceller.cancel();
        if tokio::signal::ctrl_c().await.is_ok() {
            std::process::exit(Exit::Interrupted as i32);
        }
    });
    cancel
}
