//! `tracing` output through a scrubber.

use std::sync::Arc;

use tracing_subscriber::fmt::format::{DefaultFields, Format};
use tracing_subscriber::fmt::{self, MakeWriter};
use tracing_subscriber::registry::LookupSpan;

use super::{ScrubWriter, Scrubber};

/// Any maker of writers, with a scrubber before each of them. It serves every formatter of `tracing_subscriber`.
#[derive(Clone)]
pub struct Scrubbed<M> {
    scrubber: Arc<Scrubber>,
    inner: M,
}

impl<M> Scrubbed<M> {
    /// Puts `scrubber` before the writers of `inner`.
    pub fn new(scrubber: Arc<Scrubber>, inner: M) -> Self {
        Self { scrubber, inner }
    }
}

impl<'m, M: MakeWriter<'m>> MakeWriter<'m> for Scrubbed<M> {
    type Writer = ScrubWriter<M::Writer>;

    fn make_writer(&'m self) -> Self::Writer {
        self.scrubber.writer(self.inner.make_writer())
    }

    fn make_writer_for(&'m self, meta: &tracing_core::Metadata<'_>) -> Self::Writer {
        self.scrubber.writer(self.inner.make_writer_for(meta))
    }
}

/// A layer that formats events and spans to `inner`, scrubbed.
///
/// ```
/// use secret_guard_vault::scrub::{self, Scrubber};
/// use tracing_subscriber::layer::SubscriberExt as _;
///
/// let scrubber = Scrubber::new();
/// let subscriber = tracing_subscriber::registry().with(scrub::layer(scrubber, std::io::stderr));
/// ```
pub fn layer<S, M>(scrubber: Arc<Scrubber>, inner: M) -> fmt::Layer<S, DefaultFields, Format, Scrubbed<M>>
where
    S: tracing_core::Subscriber + for<'span> LookupSpan<'span>,
    M: for<'m> MakeWriter<'m> + 'static,
{
    fmt::Layer::default().with_writer(Scrubbed::new(scrubber, inner))
}
