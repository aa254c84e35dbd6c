//! Texts made by the rules of a query: some are sent, some are asked by.

use url::form_urlencoded::Serializer;

pub fn body(client_secret: &str) -> String {
    let mut pairs = Serializer::new(String::new());
    pairs.append_pair("grant_type", "client_credentials").append_pair("client_secret", client_secret);
    pairs.finish()
}

pub fn sent(client_secret: &str) -> String {
    let mut form = Serializer::new(String::new());
    form.append_pair("client_secret", client_secret);
    form.finish()
}

pub fn query(client_secret: &str) -> String {
    let mut pairs = Serializer::new(String::new());
    pairs.append_pair("client_secret", client_secret); //~ secret-in-args
    pairs.finish()
}

pub fn asked(form: &mut url::Url, client_secret: &str) {
    form.query_pairs_mut().append_pair("client_secret", client_secret); //~ secret-in-args
}

/// A form that an address is asked with is a query.
pub fn form_of_a_query(client_secret: &str) -> String {
    let mut form = Serializer::new(String::new());
    form.append_pair("client_secret", client_secret); //~ secret-in-args
    let query = form.finish();
    format!("https://example.com/token?{query}")
}
