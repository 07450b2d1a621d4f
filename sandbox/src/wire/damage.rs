//! What is done to the bytes of an answer.

use axum::body::to_bytes;
use axum::http::header;
use axum::response::Response;

/// What is done to the bytes of an answer. The connection ends behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// None is sent.
    Lost,
    /// Half of the body is sent, or half of the head where there is no body.
    Cut,
    /// The head promises ten bytes more than are sent.
    TooLong,
    /// The head promises half of what is sent.
    TooShort,
}

/// By how much a length is too long.
const EXCESS: usize = 10;

impl Damage {
    /// The answer with the damage marked on it; `wire::pass` does it.
    pub fn after(self, mut response: Response) -> Response {
        response.extensions_mut().insert(self);
        response
    }

    /// The bytes of the answer that are to be sent.
    pub async fn bytes(self, response: Response) -> Vec<u8> {
        if self == Self::Lost {
            return Vec::new();
        }
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
        let length = match self {
            Self::TooLong => body.len() + EXCESS,
            Self::TooShort => body.len() / 2,
            Self::Lost | Self::Cut => body.len(),
        };
        let mut bytes = format!(
            "HTTP/1.1 {} {}\r\n",
            parts.status.as_str(),
            parts.status.canonical_reason().unwrap_or_default()
        )
        .into_bytes();
        for (name, value) in &parts.headers {
            if name != header::CONTENT_LENGTH && name != header::TRANSFER_ENCODING {
                bytes.extend_from_slice(name.as_str().as_bytes());
                bytes.extend_from_slice(b": ");
                bytes.extend_from_slice(value.as_bytes());
                bytes.extend_from_slice(b"\r\n");
            }
        }
        bytes.extend_from_slice(format!("content-length: {length}\r\n\r\n").as_bytes());
        let head = bytes.len();
        bytes.extend_from_slice(&body);
        if self == Self::Cut {
            bytes.truncate(match body.len() {
                0 => head / 2,
                _ => head + body.len() / 2,
            });
        }
        bytes
    }
}
