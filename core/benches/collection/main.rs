//! How fast a collection is, natively: the work of `bench/src/session.ts`, on the same answers.
//!
//! Run by `cargo xtask bench`, which records the answers first and compares what came of each step
//! with what the other contestants gave.

mod same;
mod work;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput};
use roster_core::collection::{Collection, Difference};
use roster_core::systems::recorded;

use work::Work;

/// Rows that are shown.
const PAGE: usize = 50;

fn load(work: &Work, answer: Vec<u8>) -> Collection {
    recorded(work.resource, &answer.as_slice()).expect("an answer")
}

fn sort(collection: &mut Collection, work: &Work) {
    collection.sort(&work.sort).expect("a field");
    black_box(collection.page(0, PAGE));
}

fn search(collection: &mut Collection, text: &str) {
    collection.filter(text).expect("a word");
    black_box(collection.page(0, PAGE));
}

fn open(collection: &mut Collection, work: &Work) {
    collection.filter(&work.view.word).expect("a word");
    collection.sort(&work.view.sort()).expect("fields");
    black_box(collection.page(0, PAGE));
}

fn refresh(older: &Collection, work: &Work, answer: Vec<u8>) -> (Difference, Collection) {
    let mut newer = load(work, answer);
    let difference = older.difference(&newer);
    open(&mut newer, work);
    (difference, newer)
}

/// Says what came of each step, for `cargo xtask bench` to compare.
fn tell(work: &Work, size: usize) {
    let say = |step: &str, hash: String| {
        println!("same {} {size} {step} {hash}", work.resource.id);
    };
    let mut held = load(work, work.older(size));
    say("load", same::all(&held));
    sort(&mut held, work);
    say("sort", same::shown(&held, PAGE));
    let letters = work.words.iter().map(|word| {
        search(&mut held, work::beginning(word));
        search(&mut held, word);
        same::shown(&held, PAGE)
    });
    let letters: Vec<String> = letters.collect();
    say("letter", letters.join(","));
    open(&mut held, work);
    let (difference, newer) = refresh(&held, work, work.newer(size));
    say("refresh", same::refreshed(&difference, &newer, PAGE));
}

fn measure(criterion: &mut Criterion, work: &Work, size: usize) {
    let older = work.older(size);
    let held = load(work, older.clone());
    let name = work.resource.id.replace('/', "-");
    let id = || BenchmarkId::new(&name, size);
    let batch = BatchSize::PerIteration;

    let mut group = criterion.benchmark_group("load");
    group.throughput(Throughput::Bytes(older.len() as u64));
    group.bench_function(id(), |bencher| {
        bencher.iter_batched(|| older.clone(), |answer| load(work, answer), batch);
    });
    group.finish();

    // What reading the same bytes takes at least, when every text becomes one of its own.
    criterion
        .benchmark_group("parse")
        .bench_function(id(), |bencher| {
            bencher.iter_with_large_drop(|| {
                serde_json::from_slice::<serde_json::Value>(&older).expect("JSON")
            });
        });
    criterion
        .benchmark_group("objects")
        .bench_function(id(), |bencher| {
            bencher.iter_with_large_drop(|| held.page(0, held.len()));
        });
    criterion
        .benchmark_group("sort")
        .bench_function(id(), |bencher| {
            bencher.iter_batched_ref(|| held.clone(), |held| sort(held, work), batch);
        });
    criterion
        .benchmark_group("letter")
        .bench_function(id(), |bencher| {
            let mut typed = held.clone();
            sort(&mut typed, work);
            let word = &work.words[0];
            search(&mut typed, work::beginning(word));
            bencher.iter_batched_ref(|| typed.clone(), |held| search(held, word), batch);
        });
    criterion
        .benchmark_group("refresh")
        .bench_function(id(), |bencher| {
            let newer = work.newer(size);
            let mut shown = held.clone();
            open(&mut shown, work);
            let take = |answer| refresh(&shown, work, answer);
            bencher.iter_batched(|| newer.clone(), take, batch);
        });
}

fn main() {
    let Some((folder, sizes)) = work::given() else {
        eprintln!("`cargo xtask bench --only native` records the answers that this reads");
        std::process::exit(2);
    };
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_secs(1))
        .sample_size(20)
        .configure_from_args();
    for work in work::all(&folder) {
        for size in &sizes {
            tell(&work, *size);
            measure(&mut criterion, &work, *size);
        }
    }
    criterion.final_summary();
}
