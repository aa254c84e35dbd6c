use anyhow::{Context, anyhow, bail, ensure};

#[derive(Debug)]
pub enum LoginError {
    Rejected { what: String },
    Text(String),
}

pub fn panics(password: &str, n: u32) {
    match n {
        0 => panic!("message = {}", password), //~ secret-in-error
        1 => todo!("message = {password}"), //~ secret-in-error
        2 => unimplemented!("message = {}", password), //~ secret-in-error
        3 => unreachable!("{password}"), //~ secret-in-error
        4 => assert!(n == 4, "message = {}", password), //~ secret-in-error
        5 => assert_eq!(n, 5, "message = {}", password), //~ secret-in-error
        6 => debug_assert!(false, "{password}"), //~ secret-in-error
        _ => {}
    }
}

pub fn expects(value: Option<u32>, password: &str) -> u32 {
    value.expect(format!("no value for {password}").as_str()) //~ secret-in-error
}

pub fn expects_ref(value: Option<u32>, password: &str) -> u32 {
    value.expect(&format!("no value for {}", password)) //~ secret-in-error
}

pub fn as_text(api_key: &str) -> Result<(), String> {
    Err(format!("cannot connect with {api_key}")) //~ secret-in-error
}

pub fn as_anyhow(api_key: &str) -> anyhow::Result<()> {
    ensure!(!api_key.is_empty(), "key {} is empty", api_key); //~ secret-in-error
    if api_key.len() < 3 {
        bail!("bad key {api_key}"); //~ secret-in-error
    }
    Err(anyhow!("key {}", api_key)) //~ secret-in-error
}

pub fn with_context(api_key: &str) -> anyhow::Result<String> {
    let text = std::fs::read_to_string("x").with_context(|| format!("with {api_key}"))?; //~ secret-in-error
    std::fs::read_to_string(text).context(format!("with {api_key}")) //~ secret-in-error
}

pub fn as_variant(access_token: &str) -> Result<(), LoginError> {
    if access_token.len() > 5 {
        return Err(LoginError::Text(format!("token {access_token}"))); //~ secret-in-error
    }
    Err(LoginError::Rejected { what: access_token.to_owned() }) //~ secret-in-error
}

pub fn as_io(password: &str) -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::Other, format!("bad password {password}")) //~ secret-in-error
}
