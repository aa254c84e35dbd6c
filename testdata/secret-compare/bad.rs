pub fn mac(given: &str, expected_mac: &str) -> bool {
    given == expected_mac //~ secret-compare
}

pub fn signature(signature: &[u8], computed: &[u8]) -> bool {
    if signature != computed { //~ secret-compare
        return false;
    }
    true
}

pub struct Server {
    api_key: String,
    webhook_secret: String,
}

impl Server {
    pub fn allows(&self, given: &str) -> bool {
        self.api_key == given //~ secret-compare
    }

    pub fn webhook(&self, header: Option<&str>) -> bool {
        header == Some(self.webhook_secret.as_str()) //~ secret-compare
    }

    pub fn bytes(&self, given: &[u8]) -> bool {
        given == self.api_key.as_bytes() //~ secret-compare
    }
}

pub fn csrf(form: &str, csrf_token: &str) -> bool {
    csrf_token == form //~ secret-compare
}

pub fn stored(token: &str, stored_token: String) -> bool {
    *token == stored_token //~ secret-compare
}

pub fn code(otp: &str, input: &str) -> bool {
    otp == input //~ secret-compare
}
