//! Servers on loopback: a sandbox, and some that misbehave.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;

use roster_sandbox::{Fault, Sandbox, Settings};
use tokio::runtime::Runtime;

use crate::program::Roster;

/// A sandbox with few accounts, and the program configured for it.
pub struct Served {
    runtime: Runtime,
    sandbox: Option<Sandbox>,
    /// The program.
    pub roster: Roster,
}

impl Served {
    /// Starts it.
    pub fn start() -> Served {
        Served::configured(|profiles| profiles)
    }

    /// Starts it, with what becomes of its profiles as the configuration.
    pub fn configured(configure: impl FnOnce(String) -> String) -> Served {
        let runtime = Runtime::new().expect("a runtime");
        let settings = Settings {
            accounts: 60,
            ..Settings::default()
        };
        let sandbox = runtime
            .block_on(Sandbox::start(settings))
            .expect("a sandbox");
        let roster = Roster::configured(&configure(sandbox.profiles()));
        Served {
            runtime,
            sandbox: Some(sandbox),
            roster,
        }
    }

    /// From now on this fails, written as for the command line of the sandbox.
    pub fn fails(&self, fault: &str) {
        let fault: Fault = fault.parse().expect("a fault");
        let sandbox = self.sandbox.as_ref().expect("a sandbox");
        sandbox.faults().add(fault);
    }

    /// The id of the first account of the resource.
    pub fn first_id(&self, resource: &str) -> String {
        let accounts = self.roster.json(&["list", resource, "--limit", "1"]);
        let account = &accounts[0];
        let id = if account["id"].is_string() {
            &account["id"]
        } else {
            &account["Id"]
        };
        id.as_str().expect("an id").to_owned()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        if let Some(sandbox) = self.sandbox.take() {
            self.runtime
                .block_on(sandbox.stop())
                .expect("the sandbox stops");
        }
    }
}

/// A profile for each system, all at one port of this machine.
pub fn profiles(port: u16) -> String {
    format!(
        r#"
[profiles.m]
system = "mpdx"
base_url = "http://127.0.0.1:{port}/api/v2/"
token = {{ command = ["echo", "hunter2"] }}
timeout = 9

[profiles.a]
system = "agilenow"
base_url = "http://127.0.0.1:{port}/"
client_id = "roster"
client_secret = {{ command = ["echo", "hunter2"] }}
timeout = 9

[profiles.s]
system = "swift"
base_url = "http://127.0.0.1:{port}/"
token = {{ command = ["echo", "hunter2"] }}
timeout = 9
"#
    )
}

/// A server that nobody is to speak with.
pub struct Untouched(TcpListener);

impl Untouched {
    /// Starts it, with the program configured for it.
    pub fn start() -> (Untouched, Roster) {
        let listener = listen();
        let roster = Roster::configured(&profiles(port(&listener)));
        (Untouched(listener), roster)
    }

    /// Expects that nobody connected.
    #[track_caller]
    pub fn was_not_touched(&self) {
        self.0.set_nonblocking(true).expect("a setting");
        let came = self.0.accept();
        assert_eq!(came.expect_err("nobody").kind(), ErrorKind::WouldBlock);
    }
}

/// A server that reads one request from each connection, writes these bytes and hangs up. Calls
/// that may be repeated come to it several times.
pub struct Answering {
    address: SocketAddr,
    first: Receiver<String>,
    ended: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Answering {
    /// Starts it, with the program configured for it.
    pub fn start(answer: &[u8]) -> (Answering, Roster) {
        let listener = listen();
        let roster = Roster::configured(&profiles(port(&listener)));
        let address = listener.local_addr().expect("an address");
        let (sender, first) = channel();
        let ended = Arc::new(AtomicBool::new(false));
        let (answer, end) = (answer.to_owned(), Arc::clone(&ended));
        let thread = std::thread::spawn(move || {
            loop {
                let (mut stream, _) = listener.accept().expect("a connection");
                if end.load(Ordering::SeqCst) {
                    return;
                }
                let request = read_request(&mut stream);
                // The program may have hung up first, and the test may have read enough.
                let _ = stream.write_all(&answer);
                let _ = sender.send(request);
            }
        });
        let server = Answering {
            address,
            first,
            ended,
            thread: Some(thread),
        };
        (server, roster)
    }

    /// What was asked first: the head of the request.
    pub fn asked(&self) -> String {
        self.first.recv().expect("a request")
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::SeqCst);
        TcpStream::connect(self.address).expect("the server still listens");
        if let Some(thread) = self.thread.take() {
            thread.join().expect("the server ends");
        }
    }
}

/// A listener on a free port of this machine.
pub fn listen() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").expect("a free port")
}

/// The port of a listener.
pub fn port(listener: &TcpListener) -> u16 {
    listener.local_addr().expect("an address").port()
}

/// Reads the head of a request, and as much of a body as it says that there is.
pub fn read_request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") && stream.read(&mut byte).expect("a request") > 0 {
        bytes.extend(byte);
    }
    let head = String::from_utf8(bytes).expect("a head in UTF-8");
    let length = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .map_or(0, |(_, length)| length.trim().parse().expect("a length"));
    let mut body = vec![0; length];
    stream.read_exact(&mut body).expect("a body");
    head
}
