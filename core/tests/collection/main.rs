//! A collection against a naive one: every kind of query on values of every shape, answered by
//! code that follows the documentation of [`Filter`](roster_core::collection::Filter) and
//! [`Sort`](roster_core::collection::Sort) word by word and has no speed to mind. And input that
//! is meant to be slow or large.

mod accounts;
mod answers;
mod hard;
mod letters;
mod naive;
mod queries;
mod steps;
