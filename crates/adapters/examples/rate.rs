//! temp
use std::sync::{Arc, atomic::{AtomicUsize, Ordering}};
use adapters::{*, simulator::*};
use domain::*;
struct Clk; impl Clock for Clk { fn now_ms(&self) -> Millis { 1_767_225_600_000 } }
struct Sink(AtomicUsize, AtomicUsize);
#[async_trait::async_trait] impl ReportSink for Sink { async fn reports(&self, r: Vec<Report>) -> Result<(), NotStored> { tokio::time::sleep(std::time::Duration::from_millis(3)).await; self.0.fetch_add(r.len(), Ordering::Relaxed); self.1.fetch_add(1, Ordering::Relaxed); Ok(()) } }
#[tokio::main(worker_threads=2)] async fn main() {
  for mode in ["{\"magic_numbers\":false}", "{\"profile\":\"fastest\",\"magic_numbers\":false}", "remote", "remote-record"] {
    let sink = Arc::new(Sink(AtomicUsize::new(0), AtomicUsize::new(0)));
    let a: Arc<SimulatorAdapter> = if mode.starts_with("remote") {
      let p = std::env::temp_dir().join("rate-record.jsonl"); let _ = std::fs::remove_file(&p);
      let s = Server::bind("127.0.0.1:0", Config::default(), (mode=="remote-record").then_some(&*p), &Clk).await.ok().expect("x"); let addr = s.local_addr(); tokio::spawn(s.run(std::future::pending()));
      Arc::new(SimulatorAdapter::remote(ProviderId::new(1), RemoteConfig::new(addr.to_string(), "a"), sink.clone(), &Clk))
    } else { Arc::new(SimulatorAdapter::from_config(ProviderId::new(1), mode, sink.clone(), &Clk).ok().expect("x")) };
    let n = 1_000_000usize; let t = std::time::Instant::now();
    let mut js = vec![];
    for w in 0..16usize { let a = a.clone(); js.push(tokio::spawn(async move {
      let mut acc = 0;
      for b in 0..(n/16/250) { 
        let batch: Vec<_> = (0..250).map(|i| { let k = w*(n/16)+b*250+i; Outgoing { message: MessageId::new(1_000_000_000_000_000_000 + k as i64), attempt: 1, from: None, to: Arc::from(format!("+2547{:08}", k)), body: Arc::from("Dear parent the fee of Rs 2,600 for Grade 2 is due on 2026-12-01. Challan CH-2026-0001"), segments: 1, expires_at: 0 } }).collect();
        let (tx, mut rx) = tokio::sync::mpsc::unbounded_channel(); a.send(batch, tx).await;
        while let Some(v) = rx.recv().await { acc += v.iter().filter(|o| matches!(o.1, SendOutcome::Accepted{..})).count(); }
      } acc })); }
    let mut acc = 0; for j in js { acc += j.await.expect("x"); }
    let e = t.elapsed();
    while sink.0.load(Ordering::Relaxed) < acc { tokio::time::sleep(std::time::Duration::from_millis(10)).await; }
    let rss = std::fs::read_to_string("/proc/self/status").expect("x").lines().find(|l| l.starts_with("VmRSS")).expect("x").to_owned();
    println!("{mode}: acc {acc} sends {:.0}/s reports by {:.2}s {:.0}/s calls {} {rss}", n as f64/e.as_secs_f64(), t.elapsed().as_secs_f64(), n as f64/t.elapsed().as_secs_f64(), sink.1.load(Ordering::Relaxed));
    a.close().await;
  }
}
