pub struct Gate {
    token: String,
    stored_token: String,
}

impl Gate {
    pub fn opens(&self, token: &str) -> bool {
        token == self.stored_token //~ secret-compare
    }

    pub fn given(&self, given_token: &str) -> bool {
        given_token == self.token //~ secret-compare
    }
}
