//! The connections, one layer below HTTP: what only a connection can do wrong.
//!
//! The server writes through a [`Wire`]. When an answer is to be damaged, the bytes that the client
//! is to see are put in the [`Splice`] of its connection; with the server's next write they are
//! sent instead of its own, and the connection ends.

mod damage;

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use axum::extract::Request;
use axum::extract::connect_info::{ConnectInfo, Connected};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

pub use damage::Damage;

/// Listens as its listener does, and wires what it accepts.
pub struct WiredListener(pub TcpListener);

impl Listener for WiredListener {
    type Io = Wire;
    type Addr = std::net::SocketAddr;

    async fn accept(&mut self) -> (Wire, Self::Addr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        // Without it the second half of an answer may wait for the first one's acknowledgement. A
        // connection that refuses is only slower.
        let _ = stream.set_nodelay(true);
        let splice = Splice::default();
        (Wire { stream, splice }, address)
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.0.local_addr()
    }
}

/// What is sent instead of the server's next bytes on one connection.
#[derive(Clone, Default)]
pub struct Splice(Arc<Mutex<Option<Instead>>>);

struct Instead {
    bytes: Vec<u8>,
    sent: usize,
}

impl Connected<IncomingStream<'_, WiredListener>> for Splice {
    fn connect_info(stream: IncomingStream<'_, WiredListener>) -> Self {
        stream.io().splice.clone()
    }
}

impl Splice {
    fn put(&self, bytes: Vec<u8>) {
        let mut instead = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *instead = Some(Instead { bytes, sent: 0 });
    }

    /// Sends what was put here, if anything was. Fails when all of it is sent: the server then
    /// closes the connection.
    fn send(
        &self,
        stream: &mut TcpStream,
        context: &mut Context<'_>,
    ) -> Option<Poll<io::Result<usize>>> {
        let mut instead = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Instead { bytes, sent } = instead.as_mut()?;
        while let Some(rest @ [_, ..]) = bytes.get(*sent..) {
            match Pin::new(&mut *stream).poll_write(context, rest) {
                Poll::Ready(Ok(written)) => *sent += written,
                Poll::Ready(Err(error)) => return Some(Poll::Ready(Err(error))),
                Poll::Pending => return Some(Poll::Pending),
            }
        }
        Some(Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into())))
    }
}

/// One connection.
pub struct Wire {
    stream: TcpStream,
    splice: Splice,
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let Self { stream, splice } = self.get_mut();
        match splice.send(stream, context) {
            Some(instead) => instead,
            None => Pin::new(stream).poll_write(context, bytes),
        }
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let Self { stream, splice } = self.get_mut();
        match splice.send(stream, context) {
            Some(instead) => instead,
            None => Pin::new(stream).poll_write_vectored(context, bytes),
        }
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// Hands the bytes of a damaged answer to its connection. The outermost layer: nothing may change
/// the answer behind it.
pub async fn pass(
    ConnectInfo(splice): ConnectInfo<Splice>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let Some(damage) = response.extensions_mut().remove::<Damage>() else {
        return response;
    };
    splice.put(damage.bytes(response).await);
    // Never seen: the server writes it, and the splice is sent.
    StatusCode::OK.into_response()
}
