/// In a file about signing in a bare token is one.
#[derive(Debug)] //~ secret-in-debug
pub struct Data {
    pub token: String,
}
