pub struct Lock {
    token: String,
    admin_token: String,
}

impl Lock {
    pub fn is_held(&self, token: &str) -> bool {
        self.token == token
    }

    pub fn opens(&self, token: &str) -> bool {
        token == self.admin_token //~ secret-compare
    }

    pub fn given(&self, given_token: &str) -> bool {
        given_token == self.token //~ secret-compare
    }
}
