use tracing::instrument;

#[derive(Debug)] //~ secret-in-debug
pub struct Login {
    pub user: String,
    pub password: String,
}

pub struct Client {
    api_key: String,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Client({})", self.api_key) //~ secret-in-debug
    }
}

#[instrument]
pub fn plain(user: &str, password: &str) {} //~ secret-in-instrument

#[tracing::instrument(skip(user))]
pub fn other_skipped(user: &str, access_token: String) {} //~ secret-in-instrument

#[instrument(level = "debug", name = "login")]
pub async fn with_options(
    user: &str,
    client_secret: &str, //~ secret-in-instrument
) {
}

#[instrument(skip_all, fields(user, %api_key))] //~ secret-in-instrument
pub fn undone(user: &str, api_key: &str) {}

#[instrument(skip_all, fields(key = %api_key))] //~ secret-in-instrument
pub fn undone_by_value(api_key: &str) {}

#[instrument(skip_all, fields(who = %login.user, word = %login.password))] //~ secret-in-instrument
pub fn undone_by_field(login: &Login) {}

#[instrument]
pub fn whole(login: Login) {} //~ secret-in-instrument

#[instrument(skip_all, ret)] //~ secret-in-instrument
pub fn create_access_token(user: &str) -> String {
    user.to_owned()
}

#[instrument(ret(Display), skip(password))] //~ secret-in-instrument
pub fn returns(password: &str) -> String {
    format!("x{password}")
}

#[cfg_attr(feature = "trace", tracing::instrument(err))]
pub fn conditional(refresh_token: &str) -> Result<(), ()> { //~ secret-in-instrument
    Ok(())
}

impl Client {
    #[instrument(err)] //~ secret-in-instrument
    pub fn shows_itself(&self) -> Result<(), ()> {
        Ok(())
    }
}
