//! `roster-sandbox`: the sandbox on its own, for tests and for people who build a dashboard.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use roster_sandbox::{
    Database, Fault, Sandbox, SandboxError, Settings, built_dashboard, fault_help,
};

/// MPDX, AgileNow and Swift on one loopback address, with invented accounts in SQLite.
///
/// The first line of the output is `listening on http://127.0.0.1:PORT`; profiles for Roster's
/// configuration follow. SIGINT and SIGTERM end it.
#[derive(Parser)]
#[command(name = "roster-sandbox", version)]
struct Arguments {
    /// Loopback port; 0 takes a free one
    #[arg(long, default_value_t = 4010, env = "ROSTER_SANDBOX_PORT")]
    port: u16,
    /// Accounts of each resource that a new database is filled with
    #[arg(long, default_value_t = 1000, value_name = "N")]
    accounts: usize,
    /// SQLite file, kept between runs; without one the accounts live in memory
    #[arg(long, value_name = "FILE")]
    db: Option<PathBuf>,
    /// The same seed invents the same accounts
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
    /// Folder of the built dashboard [default: www/dist when it is there]
    #[arg(long, value_name = "DIR")]
    dashboard: Option<PathBuf>,
    /// Answer 429 to more than 50 MPDX calls in any 10 seconds
    #[arg(long)]
    rate_limit: bool,
    /// Fail on demand, for example `latency:20-50` or `lost-after:method=POST,next=1`; may be given
    /// several times (`--help` lists every kind)
    #[arg(long, value_name = "KIND[:ARGS]", long_help = fault_help())]
    fault: Vec<Fault>,
}

impl Arguments {
    fn settings(self) -> Settings {
        Settings {
            accounts: self.accounts,
            seed: self.seed,
            database: self.db.map_or(Database::Memory, Database::File),
            dashboard: self.dashboard.or_else(built_dashboard),
            port: self.port,
            rate_limit: self.rate_limit,
            faults: self.fault,
            ..Settings::default()
        }
    }
}

fn main() -> ExitCode {
    let settings = Arguments::parse().settings();
    let ended = tokio::runtime::Runtime::new()
        .map_err(SandboxError::Serve)
        .and_then(|runtime| runtime.block_on(serve(settings)));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("roster-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(settings: Settings) -> Result<(), SandboxError> {
    // Before anything is announced, so that no signal can fall between.
    let end = end_signal().map_err(SandboxError::Serve)?;
    let sandbox = Sandbox::start(settings).await?;
    for standing in sandbox.faults().standing() {
        eprintln!("roster-sandbox: fault {}", standing.fault);
    }
    announce(&sandbox);
    end.await;
    sandbox.stop().await
}

/// A reader that has gone away (`| head -1`) must not end the server.
fn announce(sandbox: &Sandbox) {
    let mut out = io::stdout().lock();
    let _ = write!(
        out,
        "listening on {}\n\n{}",
        sandbox.origin(),
        sandbox.profiles()
    );
    let _ = out.flush();
}

#[cfg(unix)]
fn end_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn end_signal() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
