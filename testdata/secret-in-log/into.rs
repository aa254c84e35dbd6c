//! What a generic parameter is made into, it is.
#[derive(Debug, Clone)] //~ secret-in-debug
pub struct Opts {
    pub user_name: String,
    pub password: Option<Vec<u8>>,
}

#[derive(Debug, Clone)]
pub struct Place {
    pub host: String,
    pub port: u16,
}

pub fn bounded<T: Into<Option<Opts>>>(opts: T) {
    if let Some(opts) = opts.into() {
        log::debug!("{opts:?}"); //~ secret-in-log
    }
}

pub fn required<T: Into<Opts>>(opts: T) {
    let opts = opts.into();
    log::debug!("{opts:?}"); //~ secret-in-log
}

pub fn behind<T>(opts: T)
where
    T: Into<Opts>,
{
    let opts = opts.into();
    log::debug!("{opts:?}"); //~ secret-in-log
}

pub fn behind_others<'a, T, U>(place: U, opts: T)
where
    T: 'a + Into<Option<Opts>>,
    U: Into<Place>,
    Option<U>: Clone,
{
    let place = place.into();
    log::debug!("{place:?}");
    if let Some(opts) = opts.into() {
        log::debug!("{opts:?}"); //~ secret-in-log
    }
}

pub fn named<T>(token: T, access_token: T)
where
    T: Into<u64>,
{
    log::debug!("{}", access_token.into());
}

pub fn texts<S>(access_token: S)
where
    S: AsRef<str>,
{
    log::debug!("{}", access_token.as_ref()); //~ secret-in-log
}
