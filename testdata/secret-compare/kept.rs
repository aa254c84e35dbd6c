//! What a program holds against what it keeps, or has made up.

pub struct Drive {
    refresh_token: String,
}

impl Drive {
    pub fn retry(&mut self, refresh_token_from_file: &str) -> bool {
        if self.refresh_token != refresh_token_from_file {
            self.refresh_token = refresh_token_from_file.to_string();
            return true;
        }
        false
    }

    pub fn check(&mut self, refresh_token_from_user: &str) -> bool {
        self.refresh_token == refresh_token_from_user //~ secret-compare
    }

    pub fn renew(&mut self, request_token: &str, next: &str) -> bool {
        if self.refresh_token != request_token { //~ secret-compare
            return false;
        }
        self.refresh_token = next.to_owned();
        true
    }
}

pub fn once(listen: fn(&str) -> String) -> bool {
    let csrf_token = uuid::Uuid::new_v4().to_string();
    let state = listen(&csrf_token);
    state == csrf_token
}

pub fn again(state: &str, csrf_token: &str) -> bool {
    state == csrf_token //~ secret-compare
}
