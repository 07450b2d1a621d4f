//! The program `roster`; all of it is in the library beside it, which the benchmarks use too.

use std::process::ExitCode;

fn main() -> ExitCode {
    roster::main()
}
